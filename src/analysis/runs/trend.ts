import type { ListedRun } from "../../model/listed-run.ts";
import { createRandom } from "../../model/random.ts";
import { changePoints } from "../../statistics/change-points.ts";
import { sampleOf } from "../../statistics/sample.ts";
import { pairingOf, type Span, shiftEstimate } from "../../statistics/shift.ts";
import type { Bounds } from "../statistics/median-of-bounds.ts";
import type { GuaranteeHistory } from "./guarantee-history.ts";

/** A new level of what a guarantee measures, from one run on. */
export interface Change {
  /** The first run of the new level. */
  readonly since: ListedRun;
  /** By how much what follows is longer than what was before, milliseconds. */
  readonly longerMs: Span;
}

/** Random orders are the same for the same runs. */
const seed = 20_261_127;

/** Where what a guarantee measures has changed, in the order of runs; those whose own assumptions did not hold do not count. */
export function changesOf({ held }: GuaranteeHistory): Change[] {
  const counting = held.flatMap(({ run, verdict }) => {
    const { end, assumptions } = run.digest;
    const isSound = end === "completed" && assumptions.every(({ outcome }) => outcome === "pass");
    return isSound && verdict.measuredMs !== undefined ? [{ run, sample: sampleOf(verdict.measuredMs as Bounds) }] : [];
  });
  const samples = counting.map(({ sample }) => sample);
  const points = changePoints(samples, createRandom(seed));
  return points.map((at, index) => {
    const before = samples.slice(points[index - 1] ?? 0, at);
    const after = samples.slice(at, points[index + 1] ?? samples.length);
    const since = (counting[at] as { readonly run: ListedRun }).run;
    return { since, longerMs: shiftEstimate(pairingOf(before, after, true)) };
  });
}
