/** A place at which a journal is damaged: lines, counted from 1, and what is wrong with them. */
export interface Damage {
  readonly from: number;
  readonly to: number;
  readonly what: string;
  /** Between which moments they were written, where whole lines around them tell it; milliseconds. */
  readonly between?: readonly [number, number] | undefined;
}

/** Damaged places that are named; more are only counted. */
export const namedDamage = 20;
