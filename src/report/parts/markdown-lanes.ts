import { describeBounds, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { LaneFigures, StretchFigures } from "../../model/figures.ts";
import type { Part } from "./markdown-document.ts";

/** The figures of every lane in a stretch. */
export function lanesPart({ name, from, to, lanes }: StretchFigures): Part {
  return {
    title: `Lanes in ${name}, ${formatMs(from)} to ${formatMs(to)}`,
    head: ["lane", "attempts", "failed", "unknown", "p50", "p99", "within 1 s", "late", "longest outage", "degraded"],
    rows: lanes.filter((lane) => lane.attempts > 0).map(laneRow),
    folded: true,
  };
}

function laneRow(lane: LaneFigures): string[] {
  const { latencyMs: latency, longestOutage: outage } = lane;
  const errors = Object.entries(lane.errors).map(([error, count]) => `${error} ${count}`);
  return [
    lane.lane,
    String(lane.attempts),
    `${lane.failed}${errors.length === 0 ? "" : ` (${errors.join(", ")})`}`,
    String(lane.unknown),
    latency === null ? "" : formatMs(latency.p50),
    latency === null ? "" : formatMs(latency.p99),
    lane.availability === null ? "" : `${(lane.availability["1s"] * 100).toFixed(2)} %`,
    lane.late === 0 ? "" : `${lane.late}, up to ${formatMs(latency?.max ?? 0)}`,
    outage === null ? "none" : describeBounds([outage.atLeastMs, outage.atMostMs]),
    lane.degradations
      .map((part) => `${formatMs(part.to - part.from)}: ${percent(part.failed, part.attempts)} failed`)
      .join("; "),
  ];
}
