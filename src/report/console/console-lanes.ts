import { counted, describeBounds, describeCounts, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { LaneFigures } from "../../model/figures.ts";
import type { Report } from "../../model/report.ts";

const head = ["lane", "attempts", "p50", "p99", "within 1 s", "longest outage", "failed"];

/** Classes of errors on one line. */
const mostKinds = 2;

/** The figures of every lane over the whole run, as aligned columns for a terminal. */
export function laneLines(report: Report): string[] {
  const [whole] = report.stretches;
  const rows = [head, ...(whole?.lanes ?? []).map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join("  ")}`.trimEnd(),
  );
}

/** Words to the left, figures to the right; the last column is words and of any length. */
function pad(cell: string, width: number, column: number): string {
  if (column === head.length - 1) return cell;
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
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
