import { ascending, quantile } from "../../src/analysis/statistics/statistics.ts";
import type { Sample } from "../../src/model/sample.ts";
import type { WatchArrival } from "../../src/model/watch.ts";

/** How long after its acknowledgement a write had come to every stream, milliseconds. */
export interface WatchDelays {
  readonly writes: number;
  readonly p50: number;
  readonly p99: number;
}

/** The delays of the writes that every stream told of: from the acknowledgement to the last stream's event. */
export function delaysOf(writes: readonly Sample[], streams: readonly (readonly WatchArrival[])[]): WatchDelays {
  const arrived = streams.map(
    (arrivals) => new Map(arrivals.flatMap(({ kind, revision, at }) => (kind === "event" ? [[revision, at]] : []))),
  );
  const delays = writes.flatMap(({ outcome, revision, ended }) => {
    if (outcome !== "ok" || revision === undefined) return [];
    const times = arrived.map((each) => each.get(revision));
    // An event may come before its write is acknowledged.
    return times.every((at) => at !== undefined) ? [Math.max(0, ...times.map((at) => Number(at) - ended))] : [];
  });
  const sorted = ascending(delays);
  return { writes: delays.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}
