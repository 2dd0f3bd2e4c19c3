import type { Span } from "./shift.ts";

/**
 * What a comparison says of one figure: `same`, the whole interval of the effect lies inside the tolerance; `better` and
 * `worse`; `better-or-same`, it is worse by less than the tolerance at most, and more is not known; `cannot-tell`.
 */
export const answers = ["better", "same", "better-or-same", "worse", "cannot-tell"] as const;
export type Answer = (typeof answers)[number];

/** A comparison of one figure, ends in its own unit. */
export interface Effect {
  /** By how much the second is greater: the estimate. */
  readonly estimate: Span;
  /** By how much at least and at most, by tests. */
  readonly interval: Span;
  /** How much is of no account; where it is known as bounds only, the one that speaks against the claim counts. */
  readonly tolerance: Span;
  /** Whether it is certain enough among all comparisons that the second is smaller. */
  readonly surelySmaller: boolean;
}

/**
 * The answer to an effect where greater is worse. Worse beyond the tolerance is what is greater for certain, by an
 * estimate beyond the tolerance. Not worse is what the whole interval shows (non-inferiority; with its other end,
 * equivalence: Schuirmann 1987).
 */
export function answerTo({ estimate, interval, tolerance, surelySmaller }: Effect): Answer {
  const [low, high] = interval;
  const [strict, lenient] = tolerance;
  if (low > 0 && estimate[0] > lenient) return "worse";
  if (high > strict) return "cannot-tell";
  if (low >= -strict) return "same";
  return high < 0 && surelySmaller ? "better" : "better-or-same";
}
