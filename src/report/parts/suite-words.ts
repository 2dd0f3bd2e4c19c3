import { counted } from "../../analysis/statistics/format.ts";
import { describeEnded, describeMark, endedOf, passingMarks } from "../../analysis/verdict/quarantine.ts";
import { decidingOutcome } from "../../analysis/verdict/standing.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../model/suite.ts";

/** "1st", "2nd", "3rd", "4th"; up to 20. */
function ordinal(number: number): string {
  return `${number}${["st", "nd", "rd"][number - 1] ?? "th"}`;
}

/**
 * How a run that was run again came to its outcome: "pass at the 2nd attempt of at most 3; the 1st was inconclusive: …
 * (etcd-minority-20261123T110000Z)"; nothing for one that was run once.
 */
export function describeAttempts({ earlier, attempt, result }: SuiteRun, { terms }: Pick<Suite, "terms">): string {
  if (earlier.length === 0 || result === null) return "";
  const before = earlier.map(
    (one, index) => `the ${ordinal(index + 1)} was ${one.outcome}: ${whyOpen(one)} (${one.run})`,
  );
  const most = 1 + terms.retryInconclusive;
  return [`${result.outcome} at the ${ordinal(attempt)} attempt of at most ${most}`, ...before].join("; ");
}

/** Why an attempt showed nothing: what did not hold of the run itself, else the guarantee that stayed open. */
function whyOpen({ worst, assumptions, errors }: SuiteResult): string {
  const open = assumptions.find(({ outcome }) => outcome !== "pass");
  const why = open === undefined ? worst && `${worst.promise}: ${worst.summary}` : `${open.name}: ${open.summary}`;
  return errors[0] ?? why ?? "";
}

/** What has to be said of one of a suite's runs beside its row: its attempts, and what is in quarantine. */
export function notesOf(suite: Suite, index: number): string[] {
  const run = suite.runs[index];
  return run === undefined ? [] : [describeAttempts(run, suite), ...run.quarantine.map(describeMark)].filter(Boolean);
}

/** Whether a suite that showed too little exits with 0 all the same, because --allow-inconclusive says so. */
export function isAllowed({ outcome, exitCode }: Suite): boolean {
  return outcome === "inconclusive" && exitCode === 0;
}

/** The seed of a suite: "seed 42"; a merged one may have several. */
export function describeSeed({ seed }: Pick<Suite, "seed">): string {
  return seed === null ? "a seed for each call" : `seed ${seed}`;
}

/** What has to be said of a suite beside its counts, a sentence each: what was declared, what came of it, what to do. */
export function noticesOf(suite: Suite): string[] {
  const { runs, terms } = suite;
  const { retryInconclusive: most } = terms;
  const repeated = runs.reduce((sum, { earlier }) => sum + earlier.length, 0);
  const file = terms.quarantine?.file ?? "";
  return [
    ...partOf(suite),
    ...(most === 0 ? [] : [`--retry-inconclusive ${most}: ${counted(repeated, "attempt")} had to be repeated`]),
    ...endedOf(terms.quarantine).map((entry) => describeEnded(entry, file)),
    ...passingMarks(suite).map(({ scenario, mark }) => {
      const what = mark.guarantee === null ? scenario : `${mark.guarantee} of ${scenario}`;
      return `${what} passes: take it out of quarantine (${file}, until ${mark.until})`;
    }),
    ...(terms.allowInconclusive ? allowance(suite) : []),
    ...(runs.some(counts) ? [] : ["NOTHING COUNTS: no run is left that is not in quarantine or unsupported here"]),
  ];
}

/** That a suite is a part of a whole, or was made of parts, and which of them are not there. */
function partOf({ shard, merged, runs }: Suite): string[] {
  if (shard !== null)
    return [
      `shard ${shard.index}/${shard.of}: ${runs.length} of ${counted(shard.plan.length, "run")}; "merge" makes one summary of all shards`,
    ];
  if (merged === null) return [];
  const { summaries, missing, unseen, doubled, late } = merged;
  return [
    `merged of ${summaries === 1 ? "1 summary" : `${summaries} summaries`}`,
    ...missing.map((one) => `MISSING: ${one}: nothing was shown there`),
    ...late.map((one) => `LATE: ${one}`),
    ...doubled.map((one) => `run more than once, each run counts once: ${one}`),
    ...(unseen === 0
      ? []
      : [`MISSING: ${summaries} summaries are there, ${unseen} more were expected: nobody knows of which runs`]),
  ];
}

/** What --allow-inconclusive did; it is told, too, where it could do nothing. */
function allowance({ runs }: Suite): string[] {
  const open = runs.filter((run) => counts(run) && decidingOutcome(run) === "inconclusive");
  const refused = open.filter(({ standing }) => standing !== "allowed").length;
  const allowed = open.length - refused;
  const share = (count: number) => `--allow-inconclusive: ${count} of ${counted(runs.length, "run")}`;
  if (open.length === 0) return ["--allow-inconclusive was not needed"];
  if (!runs.some((run) => counts(run) && decidingOutcome(run) === "pass"))
    return [`--allow-inconclusive: NOTHING WAS SHOWN: no run passed, so none may be inconclusive`];
  return [
    ...(allowed === 0 ? [] : [`${share(allowed)} inconclusive and allowed to be: nothing was shown there`]),
    ...(refused === 0 ? [] : [`${share(refused)} not allowed: ${whyRefused}`]),
  ];
}

const whyRefused = "not run, cut short, or with more wrong than the measuring";

/** Whether anything of a run decides what its suite comes to. */
function counts(run: SuiteRun): boolean {
  return !run.unsupported && decidingOutcome(run) !== undefined;
}
