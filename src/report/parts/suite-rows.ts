import { markOwnLimits } from "../../analysis/limits/own-limit.ts";
import { describeBounds } from "../../analysis/statistics/format.ts";
import { decidingOutcome } from "../../analysis/verdict/standing.ts";
import { formatMs } from "../../model/duration.ts";
import type { Outcome } from "../../model/outcome.ts";
import type { Standing, Suite, SuiteResult, SuiteRun, SuiteVerdict } from "../../model/suite.ts";

/** What a run came to, in the words of a table. */
export type RowOutcome = Outcome | "not run" | "unsupported";

/** One run in the table of a suite. */
export interface Row {
  readonly scenario: string;
  readonly outcome: RowOutcome;
  /** The outcome with what stands behind it: "inconclusive (allowed)", "pass (attempt 2)", "fail (in quarantine, else pass)". */
  readonly label: string;
  readonly duration: string;
  readonly worst: string;
  readonly report: string;
}

/** The table of a suite, in words. */
export function rowsOf(suite: Suite): Row[] {
  return suite.runs.map((run) => ({
    scenario: nameOf(run),
    outcome: outcomeOf(run),
    label: `${outcomeOf(run)}${remarkOn(run)}`,
    duration: run.result === null ? "" : formatMs(run.result.durationMs),
    worst: run.result === null ? (run.notRun ?? "") : describeWorst(run.result),
    report: run.result === null ? "" : run.result.run,
  }));
}

/**
 * How many runs came to what: "10 pass (1 of them at a later attempt), 1 inconclusive (1 allowed), 1 not run, 1 fail in
 * quarantine".
 */
export function describeCounts(suite: Suite): string {
  const of = (outcome: RowOutcome, ...standings: readonly Standing[]) =>
    suite.runs.filter((run) => countedAs(run) === outcome && standings.includes(run.standing));
  const parts = (["pass", "fail", "inconclusive", "not run", "unsupported"] as const).map((outcome) => {
    const runs = of(outcome, "counts", "allowed", "unsupported");
    const later = outcome === "pass" ? runs.filter(({ attempt }) => attempt > 1).length : 0;
    const allowed = of(outcome, "allowed").length;
    const remark = [later === 0 ? "" : `${later} at a later attempt`, allowed === 0 ? "" : `${allowed} allowed`].join(
      "",
    );
    return { count: runs.length, words: `${outcome}${remark === "" ? "" : ` (${remark})`}` };
  });
  const kept = (["fail", "inconclusive"] as const).map((outcome) => ({
    count: of(outcome, "quarantined").length,
    words: `${outcome} in quarantine`,
  }));
  return [...parts, ...kept].flatMap(({ count, words }) => (count === 0 ? [] : [`${count} ${words}`])).join(", ");
}

/** A run's name, with its number where it is repeated, and in a merged summary what it was on where others were not. */
export function nameOf({ scenario, repeat, variant }: Pick<SuiteRun, "scenario" | "repeat" | "variant">): string {
  return `${scenario}${repeat === 1 ? "" : `#${repeat}`}${variant === "" ? "" : ` (${variant})`}`;
}

function outcomeOf({ result, unsupported }: SuiteRun): RowOutcome {
  return result?.outcome ?? (unsupported ? "unsupported" : "not run");
}

/** The outcome as which a run is counted: that of what decides, or its own where nothing of it does. */
function countedAs(run: SuiteRun): RowOutcome {
  const decides = run.result !== null && (run.standing === "counts" || run.standing === "allowed");
  return (decides ? decidingOutcome(run) : undefined) ?? outcomeOf(run);
}

function remarkOn(run: SuiteRun): string {
  const { standing, attempt, quarantine, result } = run;
  const decides = decidingOutcome(run);
  const words = [
    ...(attempt === 1 ? [] : [`attempt ${attempt}`]),
    ...(quarantine.length === 0 ? [] : ["in quarantine"]),
    ...(result === null || decides === undefined || decides === result.outcome ? [] : [`else ${decides}`]),
    ...(standing === "allowed" ? ["allowed"] : []),
    ...[markOwnLimits(result?.verdicts ?? []) ?? []].flat(),
  ];
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
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

function describeVerdict({ id, promise, measuredMs, limitMs }: SuiteVerdict): string {
  if (measuredMs === undefined) return promise;
  // The figures first, and the id, in which no limit is: a terminal cuts what is long.
  const limit = limitMs === undefined ? "" : ` of ${formatMs(limitMs)}`;
  return `${describeBounds(measuredMs)}${limit}: ${id}`;
}
