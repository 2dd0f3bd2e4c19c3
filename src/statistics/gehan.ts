import { normalTail } from "./distributions.ts";
import type { Sample } from "./sample.ts";
import { shareOfSubsets, stepsOfSubsets } from "./subset-sums.ts";

/** So many steps of an exact count take a few milliseconds; where there are more, the normal distribution is near. */
const mostExactSteps = 4_000_000;

/**
 * How many pairs say for certain that the second group is the greater one, less those that say the contrary, when
 * `shift` is taken off each sample of the second. Two samples that overlap say nothing (Gehan 1965).
 */
export function certainPairs(first: readonly Sample[], second: readonly Sample[], shift: number): number {
  return pairScores(first, second, shift).reduce((sum, score) => sum + score, 0);
}

/**
 * How probable so many certain pairs or more are where the second group is the first moved by `shift`: Gehan's test by
 * permutation, exact for groups of usual sizes, else by the normal distribution with the permutations' own variance.
 * It presumes that both groups were measured alike.
 */
export function probabilityOfGreater(first: readonly Sample[], second: readonly Sample[], shift: number): number {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) return 1;
  const moved = second.map(({ low, high }) => ({ low: low - shift, high: high - shift }));
  const all = [...first, ...moved];
  const scores = scoresOf(all);
  const sum = (some: readonly number[]) => some.reduce((total, score) => total + score, 0);
  const seen = sum(scores.slice(m));
  // The scores of all add up to 0: the smaller group says the same of the greater one.
  const small = Math.min(m, n);
  const [asked, least] = n <= m ? [scores, seen] : [scores.map((score) => -score), seen];
  if (stepsOfSubsets(asked, small) <= mostExactSteps) return shareOfSubsets(asked, small, least);
  const size = m + n;
  const variance = (m * n * sum(scores.map((score) => score * score))) / (size * (size - 1));
  return variance === 0 ? 1 : normalTail((seen - 0.5) / Math.sqrt(variance));
}

/** For each sample: how many of all are certainly smaller, less those that are certainly greater. */
export function scoresOf(samples: readonly Sample[]): number[] {
  return pairScores(samples, samples, 0);
}

/** For each of `second`, less `shift`: how many of `first` are certainly smaller, less those that are certainly greater. */
function pairScores(first: readonly Sample[], second: readonly Sample[], shift: number): number[] {
  const lows = Float64Array.from(first, ({ low }) => low).sort();
  const highs = Float64Array.from(first, ({ high }) => high).sort();
  return second.map(
    ({ low, high }) => countUpTo(highs, low - shift, false) - (lows.length - countUpTo(lows, high - shift, true)),
  );
}

/** How many of ascending values are below a limit, or at most that. */
function countUpTo(ascending: Float64Array, limit: number, isIncluded: boolean): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const value = ascending[middle] as number;
    if (value < limit || (isIncluded && value === limit)) from = middle + 1;
    else to = middle;
  }
  return from;
}
