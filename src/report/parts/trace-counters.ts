import type { LaneSeries, Series } from "../../model/series.ts";

/** Values over time, each from its moment to the next one. */
export interface Counter {
  readonly name: string;
  readonly points: readonly { readonly at: number; readonly values: Readonly<Record<string, number>> }[];
}

/**
 * So many points a lane's counter has at most, about; bins are put together where there are more. Twenty lanes are 4 MB
 * of text then.
 */
const mostPoints = 1_500;

type Bins = Pick<Series, "from" | "binMs" | "bins">;

/** The least and the greatest latency of a lane's successes over time, milliseconds; 0 where nothing succeeded. */
export function latencyCounter({ leastMs, greatestMs }: LaneSeries, bins: Bins): Counter {
  const points = wider(bins, (from, to) => {
    let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
    for (let bin = from; bin < to; bin++) {
      least = Math.min(least, leastMs[bin] ?? Number.POSITIVE_INFINITY);
      greatest = Math.max(greatest, greatestMs[bin] ?? 0);
    }
    return { least: Number.isFinite(least) ? least : 0, greatest };
  });
  return { name: "latency, ms", points };
}

/** Attempts of a lane over time that did not succeed within 1 s. */
export function troubleCounter({ late, failed, unknown }: LaneSeries, bins: Bins): Counter {
  const sum = (counts: readonly number[], from: number, to: number) => {
    let all = 0;
    for (let bin = from; bin < to; bin++) all += counts[bin] ?? 0;
    return all;
  };
  const points = wider(bins, (from, to) => ({
    failed: sum(failed, from, to),
    unknown: sum(unknown, from, to),
    late: sum(late, from, to),
  }));
  return { name: "attempts without an answer in time", points };
}

/** One point for each stretch of bins whose values differ from those before, and one at the end. */
function wider(
  { from, binMs, bins }: Bins,
  valuesOf: (from: number, to: number) => Readonly<Record<string, number>>,
): Counter["points"] {
  const step = Math.max(1, Math.ceil(bins / mostPoints));
  const points: { at: number; values: Readonly<Record<string, number>> }[] = [];
  let last = "";
  for (let bin = 0; bin < bins; bin += step) {
    const values = valuesOf(bin, Math.min(bin + step, bins));
    const text = Object.values(values).join(" ");
    if (text !== last) points.push({ at: from + bin * binMs, values });
    last = text;
  }
  const final = points.at(-1);
  if (final !== undefined) points.push({ at: from + bins * binMs, values: final.values });
  return points;
}
