import { binomialTail } from "./distributions.ts";
import type { Sample } from "./sample.ts";

/** How certain intervals of figures are. */
const confidence = 0.95;

/** Fewer runs than these have no interval of the median with 95 % certainty: 1 − 2/2⁶ is the first above it. */
export const fewestForMedian = 6;

/** The greatest of so many runs is an upper bound of the 95th percentile with 95 % certainty: 1 − 0.95⁵⁹ is the first. */
export const fewestForP95 = 59;

/**
 * Where the median of the distribution lies from which the samples come, with at least 95 % certainty and whatever its
 * form: between two of their ends, by the binomial distribution (Conover 1999, section 3.2). Undefined of fewer than 6.
 */
export function medianInterval(samples: readonly Sample[]): readonly [number, number] | undefined {
  const n = samples.length;
  if (n < fewestForMedian) return undefined;
  const each = (1 - confidence) / 2;
  let outside = 0;
  // At most `outside` lie below the median with this probability or less.
  while (binomialTail(n - outside, n, 0.5) <= each) outside += 1;
  const { lows, highs } = sortedEnds(samples);
  return [lows[outside - 1] as number, highs[n - outside] as number];
}

/** The median of the samples themselves, as bounds: of their lower and of their upper ends. Undefined of none. */
export function sampleMedian(samples: readonly Sample[]): readonly [number, number] | undefined {
  if (samples.length === 0) return undefined;
  const { lows, highs } = sortedEnds(samples);
  return [middle(lows), middle(highs)];
}

/**
 * Between which ends of samples the 95th percentile of their distribution lies; each of the two holds with at least 95 %
 * certainty (Conover 1999, section 3.2). Undefined of fewer than 59, whose greatest does not bound it.
 */
export function p95Bounds(samples: readonly Sample[]): readonly [number, number] | undefined {
  const n = samples.length;
  if (n < fewestForP95) return undefined;
  const { lows, highs } = sortedEnds(samples);
  // Of n samples, with a probability of 5 % at most, fewer than `least` or at least `most` lie below the percentile.
  let least = 1;
  while (1 - binomialTail(least + 1, n, 0.95) <= 1 - confidence) least += 1;
  let most = n;
  while (binomialTail(most - 1, n, 0.95) <= 1 - confidence) most -= 1;
  return [lows[least - 1] as number, highs[most - 1] as number];
}

/** The worst of the samples: between the greatest of their lower ends and the greatest of their upper ones. */
export function worstOf(samples: readonly Sample[]): readonly [number, number] | undefined {
  if (samples.length === 0) return undefined;
  const { lows, highs } = sortedEnds(samples);
  return [lows.at(-1) as number, highs.at(-1) as number];
}

function sortedEnds(samples: readonly Sample[]): { readonly lows: Float64Array; readonly highs: Float64Array } {
  return {
    lows: Float64Array.from(samples, ({ low }) => low).sort(),
    highs: Float64Array.from(samples, ({ high }) => high).sort(),
  };
}

function middle(sorted: Float64Array): number {
  const below = sorted[(sorted.length - 1) >> 1] as number;
  const above = sorted[sorted.length >> 1] as number;
  return below === above ? below : (below + above) / 2;
}
