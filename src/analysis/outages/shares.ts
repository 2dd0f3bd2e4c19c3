/** Standard deviations of a 99 % interval. */
const z = 2.576;

/**
 * In which range the share of failures lies of which `failed` of `attempts` are a sample, with 99 % certainty (Wilson 1927); of no attempts
 * nothing is known.
 */
export function shareBounds(failed: number, attempts: number): readonly [number, number] {
  if (attempts === 0) return [0, 1];
  const share = failed / attempts;
  const square = z * z;
  const middle = share + square / (2 * attempts);
  const spread = z * Math.sqrt((share * (1 - share)) / attempts + square / (4 * attempts * attempts));
  const divisor = 1 + square / attempts;
  return [Math.max(0, (middle - spread) / divisor), Math.min(1, (middle + spread) / divisor)];
}
