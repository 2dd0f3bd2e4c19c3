import { formatMs } from "../../model/duration.ts";
import type { Report } from "../../model/report.ts";
import { describePhaseTime, describeRequests, describeSlowSetting } from "../parts/markdown-failovers.ts";

/**
 * A line of the failovers for a terminal; `deviates` is for what is not as the cluster's own settings let one expect.
 */
export interface FailoverLine {
  readonly text: string;
  readonly deviates: boolean;
}

/** The phases of each failover in short, then what deviates, then what makes the cluster slower than stock. */
export function failoverLines({ failovers, slowerThanStock }: Report): FailoverLine[] {
  const told = failovers.flatMap(({ faultId, requests, phases }): FailoverLine[] => {
    const ofWorkload =
      requests === null ? [] : [{ text: `${faultId}: ${describeRequests(requests)}`, deviates: false }];
    // Steady again is a guarantee of most scenarios: alone it is no news.
    if (phases.length < 2) return ofWorkload;
    const parts = phases.map((phase) => `${phase.phase} ${describePhaseTime(phase)}`);
    return [...ofWorkload, { text: `${faultId}: ${parts.join("; ")}`, deviates: false }];
  });
  const deviating = failovers.flatMap(({ faultId, phases }) =>
    phases.flatMap((phase): FailoverLine[] => {
      if (phase.state !== "deviating" || phase.expectedMs === null) return [];
      const [low, high] = phase.expectedMs;
      const text = `deviating: ${faultId}: ${phase.phase} ${describePhaseTime(phase)}, expected ${formatMs(low)} to ${formatMs(high)}`;
      return [{ text, deviates: true }];
    }),
  );
  const slow = slowerThanStock.map((setting) => ({
    text: `slower than stock: ${describeSlowSetting(setting)}`,
    deviates: true,
  }));
  return [...told, ...deviating, ...slow];
}
