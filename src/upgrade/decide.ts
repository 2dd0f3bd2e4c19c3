import type { Comparison } from "../comparison/comparison.ts";
import type { Outcome } from "../model/outcome.ts";
import { notReadCheck } from "../preflight/result.ts";
import { looksOf } from "../statistics/looks.ts";
import type { GateResult, StageResult, StageRun } from "./gate-result.ts";
import type { Reason } from "./reason.ts";
import { ofWaysBack } from "./way-back-reasons.ts";

/** What is decided from. */
export type Seen = Pick<GateResult, "findings" | "accepted" | "stages" | "comparisons" | "repeat">;

/** What an upgrade comes to, with its reasons and what is only to be known. */
export type Decision = Pick<GateResult, "answer" | "exitCode" | "reasons" | "notes">;

/**
 * Decides: no go where something stops the upgrade, where a node that was begun did not become whole, where a guarantee
 * broke that held before, or where a primary one got worse for certain; cannot tell where a part was not looked at or not
 * carried out, stayed open, or broke before as well. Whether something got slower inside its limit is told by fewer runs
 * than the first fixed look takes to nobody: that is a note, not a reason. What ways back say is told by
 * `ofWaysBack`.
 */
export function decide(seen: Seen): Decision {
  const { comparisons, repeat } = seen;
  const stages = seen.stages.filter(({ kind }) => kind !== "rollback");
  const isRolled = stages.some(({ kind }) => kind === "roll");
  const ended = stages.find(({ problem }) => problem !== null);
  const before = brokenBefore(stages);
  const compared = [
    ...(isRolled ? ofComparison("the upgraded cluster", comparisons.upgraded, repeat) : []),
    ...ofComparison("a new cluster", comparisons.fresh, repeat),
  ];
  const reasons = [
    ...(isRolled ? ofFindings(seen) : []),
    ...(ended === undefined ? [] : ofEnd(ended)),
    ...stages.flatMap(({ kind, title, runs }) => runs.flatMap((run) => ofRun(kind, title, run, before))),
    // Of a part that was not reached there is nothing to compare.
    ...compared.filter(({ says }) => ended === undefined || says === "no-go"),
    ...ofWaysBack(seen.stages),
  ];
  const textsOf = (wanted: Reason["says"]) => reasons.filter(({ says }) => says === wanted).map(({ text }) => text);
  const [against, undecided] = [textsOf("no-go"), textsOf("cannot-tell")];
  const answer = against.length > 0 ? "no-go" : undecided.length > 0 ? "cannot-tell" : "go";
  const hasFailed = seen.stages.some(({ runs }) => runs.some(({ result }) => result.harnessFailed));
  const exitCode = answer === "go" ? 0 : answer === "no-go" ? 1 : hasFailed ? 2 : 3;
  return { answer, exitCode, reasons: [...against, ...undecided], notes: textsOf("note") };
}

function ofFindings({ findings, accepted }: Seen): Reason[] {
  const lived = accepted.map(({ subject, evidence, reason, until }): Reason => {
    return { says: "note", text: `accepted until ${until} (${reason}): ${subject}: ${evidence}` };
  });
  if (findings === null) return [{ says: "cannot-tell", text: "nobody looked what stands against it beforehand" }];
  const found = findings.map(({ severity, subject, evidence, check }): Reason => {
    const text = `${subject}: ${evidence}`;
    if (severity === "stops") return { says: "no-go", text: `it would be stopped by ${text}` };
    return { says: check === notReadCheck ? "cannot-tell" : "note", text: `before it, ${text}` };
  });
  return [...found, ...lived];
}

/** What the first stage says that did not come to its end; those after it were not reached. */
function ofEnd({ title, problem }: StageResult): Reason[] {
  if (problem === null || problem.why === "stopped") return [];
  const text = `${title}: ${problem.words}`;
  return [{ says: problem.why === "not-whole" ? "no-go" : "cannot-tell", text }];
}

function ofRun(
  kind: StageResult["kind"],
  title: string,
  { scenario, result }: StageRun,
  before: ReadonlySet<string>,
): Reason[] {
  const broken = result.verdicts.filter(({ outcome }) => outcome === "fail");
  if (broken.length > 0)
    return broken.map(({ id, summary }): Reason => {
      const text = `${title}: ${scenario} broke ${id}: ${summary}`;
      const isOld = isBefore(kind) || before.has(keyOf(scenario, id));
      return {
        says: isOld ? "cannot-tell" : "no-go",
        text: isOld && !isBefore(kind) ? `${text}; it did before, too` : text,
      };
    });
  if (result.harnessFailed)
    return [{ says: "cannot-tell", text: `${title}: in ${scenario} the harness failed: ${result.errors.join("; ")}` }];
  if (result.outcome === ("pass" satisfies Outcome)) return [];
  const [open] = [...result.assumptions, ...result.verdicts].filter(({ outcome }) => outcome !== "pass");
  const why = open === undefined ? result.errors.join("; ") : open.summary;
  return [{ says: "cannot-tell", text: `${title}: ${scenario} is ${result.outcome}: ${why}` }];
}

function isBefore(kind: StageResult["kind"]): boolean {
  return kind === "rest" || kind === "before";
}

/** Guarantees that broke before anything was upgraded, by scenario and id. */
function brokenBefore(stages: readonly StageResult[]): ReadonlySet<string> {
  const runs = stages.filter(({ kind }) => isBefore(kind)).flatMap((stage) => stage.runs);
  return new Set(
    runs.flatMap(({ scenario, result }) =>
      result.verdicts.filter(({ outcome }) => outcome === "fail").map(({ id }) => keyOf(scenario, id)),
    ),
  );
}

function keyOf(scenario: string, id: string): string {
  return `${scenario} ${id}`;
}

function ofComparison(where: string, comparison: Comparison | null, repeat: number): Reason[] {
  if (comparison === null) return [{ says: "cannot-tell", text: `${where}: nothing was compared` }];
  const { figures, unmatched } = comparison;
  const lone = unmatched.map(({ scenario, id }): Reason => {
    const what = id === null ? scenario : `${scenario}: ${id}`;
    return { says: "cannot-tell", text: `on ${where} ${what} has nothing that it could be compared with` };
  });
  if (figures.length === 0) return [...lone, { says: "cannot-tell", text: `${where}: nothing was compared` }];
  return lone.concat(
    figures.flatMap((figure): Reason[] => {
      const { answer, scenario, id, reason, needed } = figure;
      const what = `on ${where} ${scenario}: ${id}`;
      if (answer === "worse") return [{ says: "no-go", text: `${what} got worse` }];
      if (answer !== "cannot-tell") return [];
      const more = needed === null ? "" : `; ${needed.runs} runs of each would take ${needed.hours.toFixed(1)} h more`;
      const says = looksOf(repeat).length === 0 ? "note" : "cannot-tell";
      return [{ says, text: `${what}: whether it got worse cannot be told (${reason ?? "too few runs"})${more}` }];
    }),
  );
}
