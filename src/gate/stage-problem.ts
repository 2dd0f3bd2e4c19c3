import { planAssumption } from "../analysis/verdict/plan-carried-out.ts";
import { noProofDone } from "../analysis/verdict/plan-steps.ts";
import { stoppedAs } from "../model/stop.ts";
import type { JudgedScenario } from "../run/judged-run.ts";
import type { StageProblem } from "../upgrade/gate-result.ts";
import type { Stage } from "../upgrade/stages.ts";

/** Why no stage goes on from this run. */
export function problemOf(stage: Stage, judged: JudgedScenario, signal: AbortSignal): StageProblem | null {
  const { report, end, taken } = judged;
  const stop = stopOf(signal);
  if (stop !== null) return stop;
  const [error] = report.errors;
  if (taken === undefined) return open(error ?? "its cluster could not be had");
  if (end === "failed") return open(`the harness failed: ${error ?? "it does not say how"}`);
  if (stage.kind !== "roll") return null;
  const carriedOut = report.assumptions.find(({ name }) => name === planAssumption);
  if (carriedOut?.outcome === "pass") return null;
  const words = carriedOut?.summary ?? "nobody looked whether its nodes are whole";
  // What kept a run from its first step is told before the steps that it kept it from.
  const [first] = report.assumptions.filter(({ outcome }) => outcome !== "pass");
  return words.includes(noProofDone) ? { why: "not-whole", words } : open(first?.summary ?? words);
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
