import type { PageData } from "../page-data.ts";
import type { Lane } from "./lane.ts";

/** Latencies of a lane by moments that ascend: null parts a line, undefined does not, as uPlot has it. */
export interface LatencyColumns {
  readonly at: readonly number[];
  readonly least: readonly (number | null | undefined)[];
  readonly greatest: readonly (number | null | undefined)[];
  /** How long each attempt took that did not succeed. */
  readonly lost: readonly (number | null | undefined)[];
}

/** A logarithmic scale has no 0: what is quicker is drawn here, milliseconds. */
const leastShownMs = 0.1;

/** The columns of a picture of a lane's latencies: successes by bin, in its middle, and every failure at its own moment. */
export function latencyColumns(lane: Lane, bins: PageData["bins"]): LatencyColumns {
  const points = [
    ...lane.leastMs.flatMap((least, bin) => {
      const nothing = (lane.failed[bin] ?? 0) + (lane.unknown[bin] ?? 0) > 0 ? null : undefined;
      if (least === null && nothing === undefined) return [];
      const greatest = lane.greatestMs[bin] ?? least;
      return [
        { at: bins.from + (bin + 0.5) * bins.ms, least: shown(least), greatest: shown(greatest), lost: undefined },
      ];
    }),
    ...lane.failures.map(({ at, latencyMs }) => {
      const isAlone = (lane.leastMs[Math.floor((at - bins.from) / bins.ms)] ?? null) === null;
      const answered = isAlone ? null : undefined;
      return { at, least: answered, greatest: answered, lost: shown(latencyMs) };
    }),
  ].toSorted((a, b) => a.at - b.at);
  return {
    at: points.map(({ at }) => at),
    least: points.map(({ least }) => least),
    greatest: points.map(({ greatest }) => greatest),
    lost: points.map(({ lost }) => lost),
  };
}

/** The latencies that an axis has to hold: all that a lane saw, and its limits; milliseconds, both more than 0. */
export function latencyRange(
  { least, greatest, lost }: LatencyColumns,
  limits: readonly { ms: number }[],
): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const column of [least, greatest, lost, limits.map(({ ms }) => ms)])
    for (const value of column) {
      if (value === null || value === undefined || value <= 0) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return high === 0 ? [1, 1_000] : [low / 1.5, high * 1.8];
}

function shown(ms: number | null): number | null {
  return ms === null ? null : Math.max(leastShownMs, ms);
}
