/** Time in which nobody could have seen what a guarantee is about; milliseconds since the run's start. */
export interface Hole {
  /** The id of the lane that did not look; undefined where it is true of all lanes. */
  readonly lane?: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Why, in words that follow the time: "110 attempts missing". */
  readonly reason: string;
}
