import { describeBounds, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Failover, FailoverPhase, Requests, SlowSetting } from "../../model/failover.ts";
import { plain, table } from "./markdown-table.ts";

/** The phases of every failover, one table a fault, times since its injection. */
export function failoverTables(failovers: readonly Failover[]): string {
  return failovers
    .filter(({ phases }) => phases.length > 0)
    .map(({ faultId, requests, phases }) => {
      const rows = phases.map((phase) => [
        phase.phase,
        phase.expectedMs === null ? "" : `${formatMs(phase.expectedMs[0])} to ${formatMs(phase.expectedMs[1])}`,
        describePhaseTime(phase),
        phase.state ?? "",
        phase.summary,
        phase.expectedSource,
      ]);
      const head = [
        "phase",
        "expected",
        "measured, since the injection",
        "",
        "what was seen",
        "where the expectation comes from",
      ];
      const told = requests === null ? "" : `: ${describeRequests(requests)}`;
      return `**${plain(faultId)}**${told}\n\n${table(head, rows)}`;
    })
    .join("\n\n");
}

/** Bounds of a moment since the injection; the last success may have been before it. */
export function describePhaseTime({ measuredMs: [atLeastMs, atMostMs] }: FailoverPhase): string {
  if (atLeastMs >= 0) return describeBounds([atLeastMs, atMostMs]);
  if (atMostMs === null || atMostMs > 0) return `${formatMs(-atLeastMs)} before to ${formatMs(atMostMs ?? 0)} after`;
  return `${formatMs(-atLeastMs)} to ${formatMs(-atMostMs)} before`;
}

/** What the workload's clients had of it. */
export function describeRequests({ served, lost }: Requests): string {
  return `${served} requests to the workload served through other nodes, ${lost} lost (${percent(lost, served + lost)})`;
}

/** A setting that makes the cluster slower than stock, in words. */
export function describeSlowSetting({ setting, valueMs, stockMs }: SlowSetting): string {
  return `${setting} is ${formatMs(valueMs)}, stock is ${formatMs(stockMs)}`;
}
