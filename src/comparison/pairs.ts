import { lookAt } from "../statistics/looks.ts";
import { partnerOf } from "./partner.ts";
import { type Question, shareQuestion, timeQuestion } from "./question.ts";
import type { Figure, RunSet, ScenarioRuns } from "./run-set.ts";
import type { Tolerance } from "./tolerance.ts";

/** One figure that both sides have. */
export interface Pair {
  readonly scenarios: readonly [ScenarioRuns, ScenarioRuns];
  readonly figures: readonly [Figure, Figure];
  readonly primary: boolean;
  readonly question: Question;
  /** At which of the looks that were fixed beforehand, runs of each; undefined where none is due. */
  readonly look: number | undefined;
  /** How many runs of each were planned. */
  readonly planned: number;
}

interface Terms {
  readonly tolerance: Tolerance;
  readonly planned: number | undefined;
  readonly primary: readonly string[];
}

/** Runs that do not count may be so many of all: with more, those that count are no fair sample of them. */
const mostExcluded = 0.2;

/** The figures that both sides have, by scenario and id, in the order of the second side's. */
export function pairsOf(a: RunSet, b: RunSet, terms: Terms): Pair[] {
  return b.scenarios.flatMap((second) => {
    const first = partnerOf(second, b, a);
    if (first === undefined) return [];
    return second.figures.flatMap((figure) => {
      const other = first.figures.find(({ id, kind }) => id === figure.id && kind === figure.kind);
      return other === undefined ? [] : [pairOf([first, second], [other, figure], terms)];
    });
  });
}

function pairOf(scenarios: Pair["scenarios"], all: Pair["figures"], { tolerance, planned, primary }: Terms): Pair {
  const there = Math.min(scenarios[0].runs, scenarios[1].runs);
  const look = lookAt(there, planned ?? there);
  // Between two looks nothing is looked at that came after the first; a side that is complete is taken whole.
  const figures = all.map((figure, side) =>
    planned === undefined || look === undefined || (scenarios[side]?.runs ?? 0) >= planned
      ? figure
      : firstOf(figure, look),
  ) as [Figure, Figure];
  const hasTimes = figures.some(({ samplesMs }) => samplesMs.length > 0);
  const sameMeter = scenarios[0].facts["kind-chaos"]?.join() === scenarios[1].facts["kind-chaos"]?.join();
  return {
    scenarios,
    figures,
    primary: all.some((figure) => figure.primary || (figure.kind === "guarantee" && primary.includes(figure.id))),
    question: hasTimes
      ? timeQuestion(filled(figures[0]), filled(figures[1]), sameMeter, tolerance)
      : shareQuestion(...figures, tolerance),
    look,
    planned: planned ?? there,
  };
}

/** Whether too many runs of a side do not count. */
export function isTooThin({ runs, excluded }: ScenarioRuns): boolean {
  return excluded > mostExcluded * (runs + excluded);
}

function firstOf(figure: Figure, look: number): Figure {
  return { ...figure, outcomes: figure.outcomes.slice(0, look), samplesMs: figure.samplesMs.slice(0, look) };
}

/** A side that has measured no length where the other did has not seen it in any run. */
function filled(figure: Figure): Figure {
  return figure.samplesMs.length > 0 ? figure : { ...figure, samplesMs: figure.outcomes.map(() => null) };
}
