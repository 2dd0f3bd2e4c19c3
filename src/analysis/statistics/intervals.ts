/** Standard deviations of a 99 % interval. */
const z99 = 2.576;

/** Standard deviations of a 99.5 % interval: two such intervals hold together with 99 % certainty (Bonferroni). */
const z995 = 2.807;

/**
 * In which range the share of failures lies of which `failed` of `attempts` are a sample, with 99 % certainty (Wilson
 * 1927); of no attempts nothing is known.
 */
export function shareBounds(failed: number, attempts: number): readonly [number, number] {
  if (attempts === 0) return [0, 1];
  const share = failed / attempts;
  const square = z99 * z99;
  const middle = share + square / (2 * attempts);
  const spread = z99 * Math.sqrt((share * (1 - share)) / attempts + square / (4 * attempts * attempts));
  const divisor = 1 + square / attempts;
  return [Math.max(0, (middle - spread) / divisor), Math.min(1, (middle + spread) / divisor)];
}

/**
 * Where the median lies of what ascending, independent numbers are a sample of, with 99.5 % certainty and whatever its
 * distribution. The bounds are two of the numbers: how many lie below the median is binomial, here taken as normal and
 * rounded outwards (Conover, Practical Nonparametric Statistics, 3rd edition 1999, section 3.2). Of fewer than twelve
 * numbers nothing is known.
 */
export function medianBounds(sorted: Float64Array): readonly [number, number] {
  const half = sorted.length / 2;
  const spread = (z995 * Math.sqrt(sorted.length)) / 2;
  const low = sorted[Math.floor(half - spread) - 1];
  const high = sorted[Math.ceil(half + spread)];
  return [low ?? Number.NEGATIVE_INFINITY, high ?? Number.POSITIVE_INFINITY];
}
