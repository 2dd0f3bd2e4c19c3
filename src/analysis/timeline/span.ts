/** A part of a run's time, milliseconds since its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}
