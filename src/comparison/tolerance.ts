import { sampleMedian } from "../statistics/order.ts";
import type { Sample } from "../statistics/sample.ts";
import type { Span } from "../statistics/shift.ts";

/** What difference is of no account. */
export interface Tolerance {
  /** Of the first side's median. */
  readonly share: number;
  /** At least, milliseconds: lanes start ten attempts a second, so what is shorter is a matter of when one began. */
  readonly leastMs: number;
  /** In the share of runs that break a guarantee for which no length of time is measured. */
  readonly broken: number;
}

/** The tolerance unless another is asked for. */
export const usualTolerance: Tolerance = { share: 0.15, leastMs: 100, broken: 0.1 };

/** The tolerance for lengths of time, milliseconds: as bounds, because the first side's median is. */
export function toleranceFor(first: readonly Sample[], { share, leastMs }: Tolerance): Span {
  const [low, high] = sampleMedian(first) ?? [0, 0];
  return [Math.max(leastMs, share * low), Math.max(leastMs, share * high)];
}
