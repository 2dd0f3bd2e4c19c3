/** Standard deviations of a 99.5 % interval: two such intervals hold together with 99 % certainty (Bonferroni). */
const z = 2.807;

/**
 * Between which bounds the median lies of what ascending numbers are a sample of, with 99.5 % certainty and whatever its distribution: two of the numbers, found by the
 * binomial distribution of how many lie below the median, taken as normal (Conover, Practical Nonparametric Statistics, 3rd edition 1999, section 3.2) and rounded
 * outwards. It takes the numbers as independent. Of fewer than twelve nothing is known.
 */
export function medianBounds(sorted: Float64Array): readonly [number, number] {
  const half = sorted.length / 2;
  const spread = (z * Math.sqrt(sorted.length)) / 2;
  const low = sorted[Math.floor(half - spread) - 1];
  const high = sorted[Math.ceil(half + spread)];
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}
