/** A bound with its numbers: what to expect, and beyond what something is wrong. Milliseconds. */
export interface DerivedLimit {
  readonly limitMs: number;
  readonly expectedMs: readonly [number, number];
  /** The formula in numbers, for a line of a table. */
  readonly formula: string;
  /** Where the formula comes from, in words and numbers. */
  readonly from: string;
}
