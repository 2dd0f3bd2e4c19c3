import type { Span } from "../../timeline/span.ts";

/** Readings come about once a second, some milliseconds more or less: a window may be so much short, milliseconds. */
const jitterMs = 500;

/**
 * The largest mean of a share over this time, over all of it where it is shorter; readings in the order of time, those
 * that do not tell the share are left out. 0 where none tells it.
 */
export function worstMean<Reading extends Span>(
  readings: readonly Reading[],
  ms: number,
  shareOf: (reading: Reading) => number | undefined,
): number {
  const told = readings.flatMap((reading) => {
    const share = shareOf(reading);
    return share === undefined ? [] : [{ from: reading.from, to: reading.to, share }];
  });
  let worst: number | undefined;
  let [first, weighed, lasted] = [0, 0, 0];
  for (const { from, to, share } of told) {
    weighed += share * (to - from);
    lasted += to - from;
    // The window ends here; readings at its beginning go while it is long enough without them.
    for (let oldest = told[first]; oldest !== undefined; oldest = told[first]) {
      const without = lasted - (oldest.to - oldest.from);
      if (without < ms - jitterMs) break;
      weighed -= oldest.share * (oldest.to - oldest.from);
      lasted = without;
      first += 1;
    }
    if (lasted >= ms - jitterMs) worst = Math.max(worst ?? 0, weighed / lasted);
  }
  if (worst !== undefined) return Math.max(0, worst);
  return lasted === 0 ? 0 : weighed / lasted;
}
