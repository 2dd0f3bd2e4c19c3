import type { WatchFigures } from "../../model/watch-figures.ts";
import type { Facts } from "../facts/facts.ts";
import { ascending, countWords, spreadOf, tenth } from "../statistics/statistics.ts";
import type { FollowedWatch, Silence, WriteFate } from "./followed-watch.ts";
import { longestSilence } from "./watch.ts";

/** The figures of every lane that listens, over the whole run. */
export function watchFiguresOf(facts: Facts): WatchFigures[] {
  return facts.followedWatches().map((watch) => figures(watch, facts.backends));
}

function figures(watch: FollowedWatch, backends: readonly string[]): WatchFigures {
  const { arrivals } = watch.track;
  const of = (kind: string) => arrivals.filter((arrival) => arrival.kind === kind).length;
  const fates = (fate: WriteFate) => watch.writes.filter((followed) => followed.fate === fate).length;
  const opened = arrivals.filter(({ kind }) => kind === "opened");
  const failed = arrivals.filter(({ kind }) => kind === "closed").length - watch.disconnects.length;
  const withoutMs = watch.disconnects.map(({ from, to }) => (to ?? watch.endedAt) - from);
  return {
    lane: watch.track.lane.id,
    streams: opened.length,
    backends: countWords(opened.map(({ backend }) => backends[backend ?? -1] ?? "unknown")),
    events: of("event"),
    bookmarks: of("bookmark"),
    gone: of("gone"),
    disconnects: countWords(watch.disconnects.map(({ reason }) => reason)),
    otherEnds: failed,
    longestWithoutStreamMs: tenth(withoutMs.reduce((a, b) => Math.max(a, b), 0)),
    writes: {
      due: watch.writes.length,
      delivered: fates("delivered"),
      relisted: fates("relisted"),
      lost: fates("lost"),
      pending: fates("pending"),
    },
    duplicates: watch.duplicates.length,
    outOfOrder: watch.outOfOrder.length,
    latencyMs: spreadOf(ascending(latencies(watch))),
    longestSilence: rounded(longestSilence(watch.silences)),
  };
}

/** From a write's answer to its event, milliseconds; 0 where the event came first. */
function* latencies({ writes }: FollowedWatch): Generator<number> {
  for (const { write, arrivedAt } of writes) if (arrivedAt !== undefined) yield Math.max(0, arrivedAt - write.ended);
}

function rounded(silence: Silence | undefined): WatchFigures["longestSilence"] {
  if (silence === undefined) return null;
  const { from, to, atLeastMs, atMostMs, reasons } = silence;
  return {
    from: tenth(from),
    to: to === null ? null : tenth(to),
    atLeastMs: tenth(atLeastMs),
    atMostMs: atMostMs === null ? null : tenth(atMostMs),
    reasons: [...new Set(reasons)],
  };
}
