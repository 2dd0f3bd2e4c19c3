import { answerTo, type Effect } from "../statistics/effect.ts";
import { looksOf } from "../statistics/looks.ts";
import { neededRuns } from "../statistics/needed-runs.ts";
import type { Levels } from "./claim-levels.ts";
import type { ComparedFigure, Needed } from "./comparison.ts";
import { isTooThin, type Pair } from "./pairs.ts";
import { endsOf, sideFigure } from "./side-figure.ts";

const nothing = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** What one pair of figures came to at such levels; nothing is claimed of lengths of time where machines differ. */
export function comparedFigure(pair: Pair, levels: Levels | undefined, otherMachine?: string): ComparedFigure {
  const { scenarios, figures, primary, question } = pair;
  const { estimate, tolerance, unit, measuredAlike } = question;
  const interval = levels === undefined ? nothing : question.interval(levels);
  const surelySmaller = levels !== undefined && interval[1] < 0 && question.chanceOfSmaller(0) <= levels.single;
  const effect: Effect = { estimate, interval, tolerance, surelySmaller };
  const whyNot = (unit === "ms" ? otherMachine : undefined) ?? whyNothing(pair);
  const answer = whyNot === undefined ? answerTo(effect) : "cannot-tell";
  const isOpen = primary && answer === "cannot-tell";
  const [, second] = figures;
  return {
    ...{ scenario: scenarios[1].scenario, on: scenarios[1].on, id: second.id, kind: second.kind, primary, unit },
    a: sideFigure(figures[0]),
    b: sideFigure(second),
    estimate: endsOf(estimate),
    interval: endsOf(interval),
    tolerance: endsOf(tolerance),
    levels: levels === undefined ? null : [levels.low, levels.high],
    measuredAlike,
    answer: primary ? answer : null,
    reason: isOpen ? (whyNot ?? describeOpen(effect)) : null,
    // Where runs are there and nothing may be claimed of them, more of the same would not help.
    needed: isOpen && (whyNot === undefined || pair.look === undefined) ? neededOf(pair, effect) : null,
  };
}

/** Why nothing is claimed, whatever the figures are. */
function whyNothing({ scenarios, look, planned, question }: Pair): string | undefined {
  for (const [index, scenario] of scenarios.entries())
    if (isTooThin(scenario))
      return `${scenario.excluded} of ${scenario.runs + scenario.excluded} runs of ${index === 0 ? "A" : "B"} do not count: those that do are no fair sample`;
  if (look !== undefined) return undefined;
  const first = looksOf(Math.max(planned, 6))[0] ?? 6;
  return `${question.runs[0]} and ${question.runs[1]} runs: the first look is at ${first} of each`;
}

function describeOpen({ interval: [low], estimate: [least] }: Effect): string {
  if (low > 0) return "greater for certain, but not certainly by more than the tolerance nor by less";
  return least > 0 ? "not enough runs to tell whether it is worse" : "not enough runs to tell that it is not worse";
}

/** The number of runs is the next look's where nobody could know more yet. */
function neededOf({ question, planned, look, scenarios }: Pair, effect: Effect): Needed | null {
  const there = Math.min(...question.runs);
  const next = looksOf(Math.max(planned, 20)).find((at) => at > there);
  const runs = look === undefined ? next : neededRuns(effect, there);
  if (runs === undefined) return null;
  const missingMs = scenarios.reduce(
    (sum, { meanDurationMs }, side) => sum + Math.max(0, runs - (question.runs[side] ?? 0)) * meanDurationMs,
    0,
  );
  return { runs, hours: Math.round(missingMs / 360_000) / 10 };
}
