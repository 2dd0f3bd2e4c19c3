import type { Answer } from "../statistics/effect.ts";
import { errorRate } from "../statistics/looks.ts";
import { claimLevels } from "./claim-levels.ts";
import { comparedFigure } from "./compared-figure.ts";
import type { Comparison, Side } from "./comparison.ts";
import { differencesBetween } from "./differences.ts";
import { pairsOf } from "./pairs.ts";
import type { RunSet } from "./run-set.ts";
import { type Tolerance, usualTolerance } from "./tolerance.ts";
import { keepsOpen, unmatchedIn } from "./unmatched.ts";

/** How two sets of runs are compared. */
export interface ComparisonTerms {
  readonly tolerance?: Tolerance;
  /** How many runs of each were planned, where it is looked before they are all there. */
  readonly planned?: number | undefined;
  /** Ids that are primary beside those that scenarios declare. */
  readonly primary?: readonly string[];
  /** Whether lengths of time are compared only where both sides are of one class of machine. */
  readonly sameMachine?: boolean;
}

/**
 * Compares two sets of runs by the ids of their guarantees and phases. What is claimed of the primary ones is wrong
 * anywhere with 5 % at most, looks included. The second is worse where any is; it is told not to be worse where all are.
 */
export function compareRuns(a: RunSet, b: RunSet, terms: ComparisonTerms = {}): Comparison {
  const { tolerance = usualTolerance, planned, primary = [], sameMachine = false } = terms;
  const pairs = pairsOf(a, b, { tolerance, planned, primary });
  const otherMachine = sameMachine && a.machine !== b.machine ? describeMachines(a, b) : undefined;
  const levels = claimLevels(pairs);
  const figures = pairs.map((pair, index) => comparedFigure(pair, levels[index], otherMachine));
  const claimed = figures.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const unmatched = unmatchedIn(a, b);
  const lacking = unmatched.filter((one) => keepsOpen(one, a, b)).map((): Answer => "cannot-tell");
  const answer = answerOfAll([...claimed, ...lacking]);
  return {
    version: 1,
    a: sideOf(a),
    b: sideOf(b),
    differences: differencesBetween(a, b),
    unmatched,
    claims: claimed.length,
    errorRate,
    planned: planned ?? null,
    figures,
    answer,
    exitCode: answer === "worse" ? 1 : answer === "cannot-tell" ? 3 : 0,
  };
}

function describeMachines(a: RunSet, b: RunSet): string {
  return `A holds for another class of machine, ${a.machine}, and B ran on ${b.machine}`;
}

/** What all claims come to: of none nothing can be told. */
function answerOfAll(answers: readonly Answer[]): Answer {
  const has = (answer: Answer) => answers.includes(answer);
  if (has("worse")) return "worse";
  if (answers.length === 0 || has("cannot-tell")) return "cannot-tell";
  if (answers.every((answer) => answer === "same")) return "same";
  return has("better") ? "better" : "better-or-same";
}

function sideOf({ name, machine, from, to, scenarios }: RunSet): Side {
  const sum = (count: (scenario: RunSet["scenarios"][number]) => number) =>
    scenarios.reduce((all, scenario) => all + count(scenario), 0);
  return { name, machine, from, to, runs: sum(({ runs }) => runs), excluded: sum(({ excluded }) => excluded) };
}
