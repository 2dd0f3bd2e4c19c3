/** What an operation says of the rows that its lanes leave in a journal: those that say otherwise cannot be. */
export interface RecordedOperation {
  readonly protocol: "http" | "dns" | "watch";
  /** Only such an attempt can be unknown, and it has no extra attempts. */
  readonly changesState?: boolean;
  /** A connection that comes to stand is the whole answer: nothing is sent on it. */
  readonly connectOnly?: true;
  /** Whether an acknowledged attempt of this lane and number can have this detail; of an extra one without a number. */
  isDetail?(detail: string | undefined, lane: number, attempt: number | undefined): boolean;
}

/** Operations by their names; rows of others are held against what is true of all. */
export type RecordedOperations = ReadonlyMap<string, RecordedOperation>;
