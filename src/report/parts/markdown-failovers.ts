import { describeBounds, percent } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Failover, FailoverPhase, Requests, SlowSetting } from "../../model/failover.ts";
import type { Part } from "./markdown-document.ts";
import { plain } from "./markdown-table.ts";

/** The phases of every failover, one table a fault, times since its injection. */
export function failoverParts(failovers: readonly Failover[]): Part[] {
  return failovers
    .filter(({ phases }) => phases.length > 0)
    .map(({ faultId, requests, phases }) => {
      const rows = phases.map((phase) => [
        phase.phase,
        phase.expectedMs === null ? "" : describeBounds(phase.expectedMs),
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
      const text = requests === null ? "" : `${plain(describeRequests(requests))}.`;
      return { title: `The failover of ${faultId}, taken apart`, text, head, rows };
    });
}

/** Bounds of a moment since the injection, the earlier end first; the last success may have been before it. */
export function describePhaseTime({ measuredMs: [atLeastMs, atMostMs] }: FailoverPhase): string {
  if (atLeastMs >= 0) return describeBounds([atLeastMs, atMostMs]);
  if (atMostMs === null || atMostMs > 0) return `${formatMs(-atLeastMs)} before to ${formatMs(atMostMs ?? 0)} after`;
  // The later of two moments before the injection is the nearer one.
  return `${describeBounds([-atMostMs, -atLeastMs])} before`;
}

/** What the workload's clients had of it. */
export function describeRequests({ served, lost }: Requests): string {
  return `${served} requests to the workload served through other nodes, ${lost} lost (${percent(lost, served + lost)})`;
}

/** A setting that makes the cluster slower than stock, in words. */
export function describeSlowSetting({ setting, valueMs, stockMs }: SlowSetting): string {
  return `${setting} is ${formatMs(valueMs)}, stock is ${formatMs(stockMs)}`;
}
