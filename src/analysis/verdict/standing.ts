import { type Outcome, worst } from "../../model/outcome.ts";
import type { Standing, SuiteResult, UnweighedRun } from "../../model/suite.ts";
import { wasOnlyUnclear } from "./measuring.ts";
import { planAssumption } from "./plan-carried-out.ts";

/**
 * What a run adds to the outcome of its suite; undefined where all of it that did not pass is in quarantine, and nothing
 * else was judged. Only a run that came to its end is in quarantine: one that was cut short or not carried out has shown
 * nothing, and a harness that failed is nobody's known weakness.
 */
export function decidingOutcome({ result, quarantine }: UnweighedRun): Outcome | undefined {
  if (result === null) return "inconclusive";
  if (quarantine.length === 0 || result.outcome === "pass") return result.outcome;
  const ids = quarantine.map(({ guarantee }) => guarantee);
  const isWhole = ids.includes(null);
  const verdicts = isWhole ? [] : result.verdicts.filter(({ id }) => !ids.includes(id));
  if (result.end !== "completed" || result.harnessFailed) return worst(["inconclusive", ...verdicts.map(outcomeOf)]);
  if (isWhole) return undefined;
  const outcome = worst([...result.assumptions, ...verdicts].map(outcomeOf));
  return outcome === "pass" && verdicts.length === 0 ? undefined : outcome;
}

/** Whether a run decides the exit code of its suite; `allows` says that an inconclusive one may stay without effect. */
export function standingOf(run: UnweighedRun, allows: boolean): Standing {
  if (run.unsupported) return "unsupported";
  const outcome = decidingOutcome(run);
  if (outcome === "inconclusive" && allows && run.result !== null && wasCarriedOut(run.result)) return "allowed";
  return outcome === undefined || (outcome === "pass" && run.result?.outcome !== "pass") ? "quarantined" : "counts";
}

/**
 * Whether a run keeps no suite from an exit code of 0, as far as it goes: it passed, what did not is in quarantine, or it
 * was carried out and may be inconclusive.
 */
export function wasSettled(run: UnweighedRun, allowInconclusive: boolean): boolean {
  const counts = standingOf(run, allowInconclusive) === "counts";
  return run.result?.harnessFailed !== true && (!counts || decidingOutcome(run) === "pass");
}

/**
 * Whether an inconclusive run is one that --allow-inconclusive is about: everything that its scenario says was done and
 * proven, nothing was wrong with the cluster beside it, and only what came of it could not be told. One that broke
 * nothing, for a busy machine or a cluster that was not steady, or was cut short, would be as green if the cluster could
 * do nothing at all.
 */
function wasCarriedOut(result: SuiteResult): boolean {
  const done = result.assumptions.some(({ name, outcome }) => name === planAssumption && outcome === "pass");
  return result.end === "completed" && !result.harnessFailed && done && wasOnlyUnclear(result);
}

function outcomeOf({ outcome }: { readonly outcome: Outcome }): Outcome {
  return outcome;
}
