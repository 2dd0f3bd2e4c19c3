import { planAssumption } from "../analysis/verdict/plan-carried-out.ts";
import { noProofDone } from "../analysis/verdict/plan-steps.ts";
import { stoppedAs } from "../model/stop.ts";
import type { JudgedScenario } from "../run/judged-run.ts";
import type { StageProblem } from "../upgrade/gate-result.ts";
import { rollStepName } from "../upgrade/roll.ts";
import type { Stage } from "../upgrade/stages.ts";
import { isStepBack } from "../upgrade/way-back.ts";

/** The step that the assumption of the plan names as one that was not seen to be done: "step 3 of 9 (name): ...". */
const unprovenStep = new RegExp(`\\(([^)]*)\\): ${noProofDone}`);

/** Why no stage goes on from this run. */
export function problemOf(stage: Stage, judged: JudgedScenario, signal: AbortSignal): StageProblem | null {
  const { report, end, taken } = judged;
  const stop = stopOf(signal);
  if (stop !== null) return stop;
  const [error] = report.errors;
  if (taken === undefined) return open(error ?? "its cluster could not be had");
  if (end === "failed") return open(`the harness failed: ${error ?? "it does not say how"}`);
  if (stage.kind !== "roll" && stage.kind !== "rollback") return null;
  const carriedOut = report.assumptions.find(({ name }) => name === planAssumption);
  if (carriedOut?.outcome === "pass") return null;
  const words = carriedOut?.summary ?? "nobody looked whether its nodes are whole";
  // What kept a run from its first step is told before the steps that it kept it from.
  const [first] = report.assumptions.filter(({ outcome }) => outcome !== "pass");
  return unproven(stage, words) ?? open(first?.summary ?? words);
}

/** What it says that work on nodes was not seen to be done; undefined where the words are of no such work. */
function unproven({ kind, nodes }: Stage, words: string): StageProblem | undefined {
  if (!words.includes(noProofDone)) return undefined;
  if (kind === "roll") return { why: "not-whole", words };
  const step = unprovenStep.exec(words)?.[1] ?? "";
  if (isStepBack(step)) return { why: "not-back", words };
  return nodes.map(rollStepName).includes(step) ? { why: "not-whole", words } : undefined;
}

/** What a signal that was aborted says; null: it was not. */
export function stopOf(signal: AbortSignal): StageProblem | null {
  if (!signal.aborted) return null;
  const end = stoppedAs(signal);
  return open(end === "failed" ? "the harness failed" : end === "deadline" ? "the deadline was over" : "interrupted");
}

/** What says nothing of the upgrade. */
export function open(words: string): StageProblem {
  return { why: "open", words };
}
