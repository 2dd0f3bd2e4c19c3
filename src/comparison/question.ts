import type { Sample } from "../statistics/sample.ts";
import { shareInterval } from "../statistics/share.ts";
import {
  chanceOfGreater,
  chanceOfSmaller,
  pairingOf,
  type Span,
  shiftEstimate,
  shiftInterval,
} from "../statistics/shift.ts";
import type { Figure } from "./run-set.ts";
import { countsOf, samplesOf } from "./side-figure.ts";
import { type Tolerance, toleranceFor } from "./tolerance.ts";

/** One figure of two sides as a question of statistics: by how much the second is greater, which is worse. */
export interface Question {
  readonly unit: "ms" | "share";
  /** Of each side, that count. */
  readonly runs: readonly [number, number];
  readonly measuredAlike: boolean;
  readonly estimate: Span;
  readonly tolerance: Span;
  /** How probable what was seen is where the second is not greater at all. */
  chanceOfGreater(): number;
  /** How probable it is where the second is not smaller than the first by more than this (0), or greater by it at least. */
  chanceOfSmaller(than: number): number;
  /** By how much it is greater, where each end is wrong with such a probability. */
  interval(levels: { readonly low: number; readonly high: number }): Span;
}

/** The question of lengths of time; `sameMeter` says whether one version of kind-chaos measured both sides. */
export function timeQuestion(a: Figure, b: Figure, sameMeter: boolean, tolerance: Tolerance): Question {
  const [first, second]: [Sample[], Sample[]] = [samplesOf(a), samplesOf(b)];
  const pairing = pairingOf(first, second, sameMeter);
  return {
    unit: "ms",
    runs: [first.length, second.length],
    measuredAlike: pairing.alike,
    estimate: shiftEstimate(pairing),
    tolerance: toleranceFor(first, tolerance),
    chanceOfGreater: () => chanceOfGreater(pairing, 0),
    chanceOfSmaller: (than) => chanceOfSmaller(pairing, than),
    interval: (levels) => shiftInterval(pairing, levels),
  };
}

/** The question of how many runs broke a guarantee; one that was inconclusive may have broken it or not. */
export function shareQuestion(a: Figure, b: Figure, { broken }: Tolerance): Question {
  const [first, second] = [rangeOf(a), rangeOf(b)];
  const low = (each: number) =>
    shareInterval(second.least, second.runs, each / 2)[0] - shareInterval(first.most, first.runs, each / 2)[1];
  const high = (each: number) =>
    shareInterval(second.most, second.runs, each / 2)[1] - shareInterval(first.least, first.runs, each / 2)[0];
  return {
    unit: "share",
    runs: [first.runs, second.runs],
    measuredAlike: true,
    estimate:
      first.runs === 0 || second.runs === 0
        ? [-1, 1]
        : [second.least / second.runs - first.most / first.runs, second.most / second.runs - first.least / first.runs],
    tolerance: [broken, broken],
    chanceOfGreater: () => leastLevel((each) => low(each) > 0),
    chanceOfSmaller: (than) => leastLevel((each) => high(each) < than),
    interval: (levels) => [low(levels.low), high(levels.high)],
  };
}

/** How many runs broke it, at least and at most. */
function rangeOf(figure: Figure): { readonly runs: number; readonly least: number; readonly most: number } {
  const { kept, broken, open } = countsOf(figure);
  return { runs: kept + broken + open, least: broken, most: broken + open };
}

/** The least level at which a claim holds that holds at all greater ones; 1 where at none. */
function leastLevel(holds: (level: number) => boolean): number {
  let [no, yes] = [0, 1];
  if (!holds(0.999)) return 1;
  for (let step = 0; step < 40; step++) {
    const middle = (no + yes) / 2;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}
