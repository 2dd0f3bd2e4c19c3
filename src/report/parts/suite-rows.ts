import { describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Suite, SuiteResult, SuiteRun, SuiteVerdict } from "../../model/suite.ts";

/** One run in the table of a suite. */
export interface Row {
  readonly scenario: string;
  readonly outcome: Outcome | "not run" | "unsupported";
  readonly duration: string;
  readonly worst: string;
  readonly report: string;
}

/** The table of a suite, in words. */
export function rowsOf(suite: Suite): Row[] {
  return suite.runs.map((run) => ({
    scenario: nameOf(run),
    outcome: outcomeOf(run),
    duration: run.result === null ? "" : formatMs(run.result.durationMs),
    worst: run.result === null ? (run.notRun ?? "") : describeWorst(run.result),
    report: run.result === null ? "" : run.result.run,
  }));
}

/** How many runs came to what: "10 pass, 1 inconclusive, 1 not run". */
export function describeCounts(suite: Suite): string {
  const outcomes = suite.runs.map(outcomeOf);
  return (["pass", "fail", "inconclusive", "not run", "unsupported"] as const)
    .map((outcome) => ({ outcome, count: outcomes.filter((one) => one === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`)
    .join(", ");
}

/** A run's name, with its number where it is repeated. */
export function nameOf({ scenario, repeat }: Pick<SuiteRun, "scenario" | "repeat">): string {
  return repeat === 1 ? scenario : `${scenario}#${repeat}`;
}

function outcomeOf({ result, unsupported }: SuiteRun): Row["outcome"] {
  return result?.outcome ?? (unsupported ? "unsupported" : "not run");
}

/** What says most about a run: why it did not pass, where that is no guarantee's doing; else its worst guarantee. */
function describeWorst({ outcome, worst, assumptions, errors }: SuiteResult): string {
  const broken = assumptions.find((assumption) => assumption.outcome !== "pass");
  const isOthers = outcome === "inconclusive" && broken !== undefined;
  if (outcome !== "pass" && (worst === null || worst.outcome === "pass" || isOthers)) {
    const reason = broken === undefined ? "" : `did not hold: ${broken.name}: ${broken.summary}`;
    return errors[0] ?? reason;
  }
  return worst === null ? "" : describeVerdict(worst);
}

function describeVerdict({ promise, measuredMs, limitMs }: SuiteVerdict): string {
  if (measuredMs === undefined) return promise;
  // The figures first: a promise is long, and a terminal cuts it.
  const measured = describeBounds(measuredMs);
  return limitMs === undefined ? `${measured}: ${promise}` : `${measured} of ${formatMs(limitMs)}: ${promise}`;
}
