import { exitCodes, worst } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Suite, SuiteResult, SuiteVerdict, UnweighedRun } from "../../model/suite.ts";
import type { SuiteTerms } from "../../model/suite-terms.ts";
import type { Verdict } from "../../model/verdict.ts";
import { phasesOf } from "../runs/phases.ts";
import { decidingOutcome, standingOf } from "./standing.ts";

/** What of a run is not in its report: how it would have exited by itself, and how it came to its cluster. */
export type RunFacts = Pick<SuiteResult, "exitCode" | "harnessFailed" | "reused" | "replaced">;

/** A run's report, cut down to what the summary of several keeps. */
export function summarizeRun(report: Report, facts: RunFacts): SuiteResult {
  const verdicts = report.verdicts.map(({ marks: _, ...verdict }: Verdict): SuiteVerdict => verdict);
  return {
    run: report.run,
    outcome: report.outcome,
    end: report.end,
    startedAt: report.startedAt,
    durationMs: report.durationMs,
    cluster: report.cluster?.name ?? null,
    ...facts,
    worst: worstVerdict(verdicts),
    assumptions: report.assumptions,
    verdicts,
    phases: [...phasesOf(report.failovers)].map(([id, [least, most]]) => ({ id, measuredMs: [least, most] })),
    errors: report.errors,
  };
}

/**
 * The verdict that says most: the first that broke, else the first that stayed open, else the one that came nearest to
 * its limit.
 */
export function worstVerdict(verdicts: readonly SuiteVerdict[]): SuiteVerdict | null {
  for (const outcome of ["fail", "inconclusive"] as const) {
    const found = verdicts.find((verdict) => verdict.outcome === outcome);
    if (found !== undefined) return found;
  }
  const nearest = verdicts.toSorted((a, b) => usedShare(b) - usedShare(a));
  return nearest[0] ?? null;
}

/** Which share of its limit a verdict's upper bound used; -1 for one that has no limit in time. */
function usedShare({ limitMs, measuredMs }: SuiteVerdict): number {
  if (limitMs === undefined || measuredMs === undefined) return -1;
  const [, atMost] = measuredMs;
  return atMost === null ? Number.POSITIVE_INFINITY : atMost / Math.max(limitMs, 1);
}

/**
 * What a suite came to, with each run's part in it: the worst outcome wins; a run that was not carried out has shown
 * nothing, one that cannot be does not count, nor what did not pass in quarantine. The exit code is 130 after an
 * interruption, 1 when a guarantee broke, 2 when the harness failed in a run, 3 when something stayed open, 0 when all
 * passed, or when what stayed open is allowed to beside runs that passed; 2 instead of 0 while not all has come to its end.
 */
export function conclude(
  runs: readonly UnweighedRun[],
  end: Suite["end"],
  terms: Pick<SuiteTerms, "allowInconclusive">,
): Pick<Suite, "outcome" | "exitCode" | "runs"> {
  const deciding = runs.flatMap((run) => (run.unsupported ? [] : (decidingOutcome(run) ?? [])));
  const outcome = worst(deciding);
  const allows = terms.allowInconclusive && deciding.includes("pass");
  const weighed = runs.map((run) => ({ ...run, standing: standingOf(run, allows) }));
  const harnessFailed = runs.some(({ result }) => result?.harnessFailed);
  const allowed = allows && weighed.every((run) => run.standing !== "counts" || decidingOutcome(run) === "pass");
  const ownCode = outcome === "inconclusive" && allowed ? 0 : exitCodes[outcome];
  const whole = end === "cut" && ownCode === 0 ? 2 : ownCode;
  const exitCode = end === "interrupted" ? 130 : outcome !== "fail" && harnessFailed ? 2 : whole;
  return { outcome, exitCode, runs: weighed };
}
