import type { Report } from "../../src/model/report.ts";
import type { Row } from "./rows.ts";

/**
 * What a run's report says that its row keeps: what did not pass and why, every measured length of time, and how soon each
 * fault was proven.
 */
export function judgedRow(report: Report): Pick<Row, "outcome" | "durationMs" | "why" | "figures" | "proofs"> {
  const open = [
    ...report.verdicts.map(({ promise, outcome, summary }) => ({ what: promise, outcome, summary })),
    ...report.assumptions.map(({ name, outcome, summary }) => ({ what: name, outcome, summary })),
  ].filter(({ outcome }) => outcome !== "pass");
  return {
    outcome: report.outcome,
    durationMs: Math.round(report.durationMs),
    why: open.map(({ what, summary }) => `${what}: ${summary}`),
    figures: report.verdicts
      .filter(({ measuredMs }) => measuredMs !== undefined)
      .map(({ promise, outcome, limitMs, expectedMs, measuredMs }) => ({
        promise,
        outcome,
        ...(limitMs === undefined ? {} : { limitMs }),
        ...(expectedMs === undefined ? {} : { expectedMs: [...expectedMs] as [number, number] }),
        ...(measuredMs === undefined ? {} : { measuredMs: [...measuredMs] as [number, number | null] }),
      })),
    proofs: report.faults.flatMap(({ id, injectingAt, struckAt, activeAt }) => {
      if (injectingAt === undefined || activeAt === undefined) return [];
      const since = (from: number) => Math.round(activeAt - from);
      return [
        {
          fault: id,
          tookMs: since(injectingAt),
          ...(struckAt === undefined ? {} : { afterMs: since(struckAt) }),
        },
      ];
    }),
  };
}
