import { counted, describeBounds, describeCounts, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { LaneFigures } from "../../model/figures.ts";
import type { Report } from "../../model/report.ts";
import { columns } from "../../terminal/layout.ts";

const head = ["lane", "attempts", "p50", "p99", "within 1 s", "longest outage", "failed"];

/** Classes of errors on one line. */
const mostKinds = 2;

/** The figures of every lane over the whole run, as a table for a terminal of this width. */
export function laneLines({ stretches: [whole] }: Report, width: number): string[] {
  return columns(head, (whole?.lanes ?? []).map(rowOf), width, ["failed"]);
}

function rowOf({
  lane,
  attempts,
  latencyMs,
  availability,
  longestOutage,
  failed,
  unknown,
  errors,
}: LaneFigures): string[] {
  const bad = failed + unknown;
  return [
    lane,
    String(attempts),
    latencyMs === null ? "" : formatMs(latencyMs.p50),
    latencyMs === null ? "" : formatMs(latencyMs.p99),
    availability === null ? "" : `${(availability["1s"] * 100).toFixed(2)} %`,
    longestOutage === null ? "none seen" : describeBounds([longestOutage.atLeastMs, longestOutage.atMostMs]),
    bad === 0 ? "" : `${percent(bad, attempts)} (${describeErrors(errors)})`,
  ];
}

/** The most frequent classes; the report has all of them. */
function describeErrors(errors: LaneFigures["errors"]): string {
  const kinds = Object.entries(errors);
  const more = kinds.length > mostKinds ? `, and ${counted(kinds.length - mostKinds, "other kind")}` : "";
  return `${describeCounts(Object.fromEntries(kinds.slice(0, mostKinds)))}${more}`;
}
