import { machineName } from "../analysis/verdict/machine/machine-report.ts";
import { formatMs } from "../model/duration.ts";
import type { SuiteVerdict } from "../model/suite.ts";
import type { StageProblem, StageResult, StageRun } from "./gate-result.ts";
import type { Reason } from "./reason.ts";

/**
 * What the ways back say, where they were asked for. One that came back is a note. One that did not, or that lost more
 * than it has to, or of which that is not known, keeps the answer open: who asks for it wants to go only where there is
 * a way back, and that there is none says nothing against the upgrade. A node that did not become whole in its upgrade
 * says as much against it there as anywhere. One that was not reached says nothing that its cause does not say, where
 * another stage has one.
 */
export function ofWaysBack(stages: readonly StageResult[]): Reason[] {
  const hasCause = stages.some(({ problem }) => problem !== null && problem.why !== "not-reached");
  const ways = stages.filter(({ kind }) => kind === "rollback");
  return ways.filter(({ problem }) => problem?.why !== "not-reached" || !hasCause).flatMap(ofWay);
}

/** How long the steps of a way back took together, milliseconds. */
export function inAllMs(took: StageRun["took"]): number {
  return took.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** What a way back with this problem came to, in words. */
export function noWayBack({ why }: StageProblem): string {
  if (why === "not-reached") return "it was not tried";
  if (why === "not-whole") return "an upgrade before it failed";
  return why === "not-back" ? "it did not come back" : "whether it comes back is not known";
}

function ofWay({ title, problem, runs }: StageResult): Reason[] {
  if (problem !== null) {
    const text = `${title}: ${noWayBack(problem)}: ${problem.words}`;
    return [{ says: problem.why === "not-whole" ? "no-go" : "cannot-tell", text }];
  }
  return runs.map((run) => ofRun(title, run));
}

function ofRun(title: string, { result, took }: StageRun): Reason {
  const { verdicts, assumptions } = result;
  const back = `${title}: it came back in ${formatMs(inAllMs(took))}`;
  const broken = verdicts.filter(({ outcome }) => outcome === "fail");
  const lost = broken.find((verdict) => !isPrice(verdict));
  if (lost !== undefined) return { says: "cannot-tell", text: `${back}, and broke ${lost.id}: ${lost.summary}` };
  const open = verdicts.filter(({ outcome }) => outcome === "inconclusive");
  // A machine that was busy says nothing of what is there and what is lost.
  const doubted = assumptions.filter(({ name, outcome }) => outcome !== "pass" && name !== machineName);
  const [unknown] = [...doubted, ...open.filter((verdict) => !isPrice(verdict))];
  if (unknown !== undefined)
    return { says: "cannot-tell", text: `${back}, and whether anything was lost is not known: ${unknown.summary}` };
  const longer = broken.map(({ id, summary }) => `${id} was broken (${summary})`);
  return { says: "note", text: [back, ...longer, ...open.map(({ id }) => `${id} stayed open`)].join("; ") };
}

/** That clients went without for longer than the limit is a price; everything else that breaks is a loss. */
function isPrice({ guarantee }: SuiteVerdict): boolean {
  return guarantee === "no-outage" || guarantee === "max-outage";
}
