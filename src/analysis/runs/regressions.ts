import type { Outcome } from "../../model/outcome.ts";
import type { Suite, SuiteRun } from "../../model/suite.ts";
import { withoutPatch } from "../../model/version.ts";
import { decidingOutcome } from "../verdict/standing.ts";

/** What a run came to in a summary, or that it was not carried out in it, or is not in it. */
type Before = Outcome | "not run" | "not there";

/** A run that is worse than the same run was before. */
export interface Regression {
  /** As it is now; of one that is gone as it was. */
  readonly run: SuiteRun;
  /** What the same run came to before. */
  readonly before: Exclude<Before, "fail">;
  /** broke: it fails now, and did not before; unshown: it passed, and now shows nothing; gone: it passed, and is not there now. */
  readonly what: "broke" | "unshown" | "gone";
}

const order: readonly Regression["what"][] = ["broke", "unshown", "gone"];

/**
 * The runs that are worse than in an earlier summary, those that broke first: what fails and did not before, also where it
 * was not carried out or not there, or a night without it would hide when it broke; what passed and shows nothing now; and
 * what passed and is not there now. Runs are the same by scenario, repetition and what they are on. What is in quarantine
 * is nobody's news.
 */
export function regressionsOf(now: Suite, earlier: Suite): Regression[] {
  const known = knownBy(earlier.runs);
  const worse = now.runs.flatMap((run): Regression[] => {
    const before = known(run);
    if (run.standing === "quarantined" || before === "fail") return [];
    const outcome = run.result === null ? "not run" : (decidingOutcome(run) ?? run.result.outcome);
    if (outcome === "fail") return [{ run, before, what: "broke" }];
    return before === "pass" && outcome !== "pass" ? [{ run, before, what: "unshown" }] : [];
  });
  const there = knownBy(now.runs);
  const gone = earlier.runs
    .filter((run) => run.result?.outcome === "pass" && there(run) === "not there")
    .map((run): Regression => ({ run, before: "pass", what: "gone" }));
  return [...worse, ...gone].toSorted((a, b) => order.indexOf(a.what) - order.indexOf(b.what));
}

/**
 * What a run came to among others: the one on the very same, else on the same minor versions; of several of these the one
 * that says that it got worse most often, which is one that passed.
 */
function knownBy(runs: readonly SuiteRun[]): (run: SuiteRun) => Before {
  const passedLast = runs.toSorted((a, b) => Number(outcomeOf(a) === "pass") - Number(outcomeOf(b) === "pass"));
  const exact = new Map(passedLast.map((run) => [keyOf(run, (version) => version), outcomeOf(run)]));
  // A patch release of Kubernetes or kind may change from night to night, as a seed does.
  const alike = new Map(passedLast.map((run) => [keyOf(run, withoutPatch), outcomeOf(run)]));
  return (run) => exact.get(keyOf(run, (version) => version)) ?? alike.get(keyOf(run, withoutPatch)) ?? "not there";
}

function outcomeOf({ result }: SuiteRun): Before {
  return result?.outcome ?? "not run";
}

/** Which run it is. */
function keyOf(
  { scenario, repeat, topology, profile, kubernetes, kind }: SuiteRun,
  release: (version: string) => string,
): string {
  return JSON.stringify([scenario, repeat, topology, profile, release(kubernetes), release(kind)]);
}
