import { describeBounds } from "../../analysis/statistics/format.ts";
import type { Failover } from "../../model/failover.ts";
import type { Report } from "../../model/report.ts";
import { definitions, wrap } from "../../terminal/layout.ts";
import { describePhaseTime, describeRequests, describeSlowSetting } from "../parts/markdown-failovers.ts";

/** So many phases are read in one sentence; of more each has a line of its own. */
const mostInSentence = 6;

/**
 * A line of the failovers for a terminal; `deviates` is for what is not as the cluster's own settings let one expect.
 */
export interface FailoverLine {
  readonly text: string;
  readonly deviates: boolean;
}

/** The phases of each failover in short, then what deviates, then what makes the cluster slower than stock. */
export function failoverLines({ failovers, slowerThanStock }: Report, width: number): FailoverLine[] {
  const broken = (text: string, deviates: boolean) =>
    wrap(text, width - 2, 2).map((line): FailoverLine => ({ text: `  ${line}`, deviates }));
  const told = failovers.flatMap((failover) => [
    ...(failover.requests === null ? [] : broken(`${failover.faultId}: ${describeRequests(failover.requests)}`, false)),
    ...phaseLines(failover, width).map((text) => ({ text, deviates: false })),
  ]);
  const deviating = failovers.flatMap(({ faultId, phases }) =>
    phases.flatMap((phase) => {
      if (phase.state !== "deviating" || phase.expectedMs === null) return [];
      const text = `deviating: ${faultId}: ${phase.phase} ${describePhaseTime(phase)}, expected ${describeBounds(phase.expectedMs)}`;
      return broken(text, true);
    }),
  );
  const slow = slowerThanStock.flatMap((setting) => broken(`slower than stock: ${describeSlowSetting(setting)}`, true));
  return [...told, ...deviating, ...slow];
}

function phaseLines({ faultId, phases }: Failover, width: number): string[] {
  // Steady again is a guarantee of most scenarios: alone it is no news.
  if (phases.length < 2) return [];
  const rows = phases.map((phase): [string, string] => [phase.phase, describePhaseTime(phase)]);
  if (phases.length > mostInSentence)
    return [
      ...wrap(`${faultId}, since its injection:`, width - 2, 2).map((line) => `  ${line}`),
      ...definitions(rows, width, 4),
    ];
  const sentence = `${faultId}: ${rows.map(([phase, time]) => `${phase} ${time}`).join("; ")}`;
  return wrap(sentence, width - 2, 2).map((line) => `  ${line}`);
}
