import { describeBounds, describeCounts } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import type { WatchFigures } from "../../model/watch-figures.ts";
import type { Part } from "./markdown-document.ts";

/** The lanes that listen, over the whole run. */
export function watchesPart({ watches }: Report): Part {
  const head = [
    "lane",
    "streams",
    "lost",
    "events",
    "bookmarks",
    "410",
    "acknowledged writes",
    "write to event",
    "longest silence",
  ];
  return { title: "Watches", head, rows: watches.map(row), folded: true };
}

function row(watch: WatchFigures): string[] {
  const { latencyMs: latency } = watch;
  const without =
    watch.longestWithoutStreamMs === 0 ? "" : `; longest without ${formatMs(watch.longestWithoutStreamMs)}`;
  return [
    watch.lane,
    `${watch.streams}${watch.streams === 0 ? "" : ` (${describeCounts(watch.backends)})`}`,
    `${describeCounts(watch.disconnects) || "none"}${without}`,
    String(watch.events),
    String(watch.bookmarks),
    String(watch.gone),
    describeWrites(watch),
    latency === null
      ? ""
      : `p50 ${formatMs(latency.p50)}, p99 ${formatMs(latency.p99)}, at most ${formatMs(latency.max)}`,
    describeSilence(watch),
  ];
}

/** How many arrived, and only those bad things that there were. */
function describeWrites({ writes, duplicates, outOfOrder }: WatchFigures): string {
  const bad = {
    "in a list instead": writes.relisted,
    lost: writes.lost,
    "not come yet": writes.pending,
    twice: duplicates,
    "out of order": outOfOrder,
  };
  const told = Object.entries(bad).filter(([, count]) => count > 0);
  return [`${writes.delivered} of ${writes.due} arrived`, ...told.map(([what, count]) => `${count} ${what}`)].join(
    ", ",
  );
}

function describeSilence({ longestSilence: silence }: WatchFigures): string {
  if (silence === null) return "none of 200 ms";
  const why = silence.reasons.length === 0 ? "" : ` (${silence.reasons.join(", ")})`;
  return `${describeBounds([silence.atLeastMs, silence.atMostMs])} at ${formatMs(silence.from)}${why}`;
}
