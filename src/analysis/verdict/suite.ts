import { exitCodes, type Outcome, worst } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import type { Suite, SuiteResult, SuiteRun, SuiteVerdict } from "../../model/suite.ts";
import type { Verdict } from "../../model/verdict.ts";

/** What of a run is not in its report: how it would have exited by itself, and how it came to its cluster. */
export type RunFacts = Pick<SuiteResult, "exitCode" | "reused" | "replaced">;

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
 * What a suite came to: the worst outcome wins; a run that was not carried out has shown nothing, one that cannot be
 * does not count. The exit code is 130 after an interruption, 1 when a guarantee broke, 2 when the harness failed in a
 * run, 3 when something stayed open, 0 when all passed.
 */
export function conclude(runs: readonly SuiteRun[], end: Suite["end"]): { outcome: Outcome; exitCode: number } {
  const counted = runs.filter(({ unsupported }) => !unsupported);
  const outcome = worst(counted.map((run) => run.result?.outcome ?? "inconclusive"));
  if (end === "interrupted") return { outcome, exitCode: 130 };
  const harnessFailed = runs.some((run) => run.result?.exitCode === 2);
  return { outcome, exitCode: outcome !== "fail" && harnessFailed ? 2 : exitCodes[outcome] };
}
