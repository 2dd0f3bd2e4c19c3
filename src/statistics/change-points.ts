import { scoresOf } from "./gehan.ts";
import type { Sample } from "./sample.ts";

/** On either side of a change so many samples are needed: fewer are outliers. */
const fewestBeside = 4;

/** A change is told where chance alone makes one as clear in at most this share of orders. */
const level = 0.01;

/** So many orders are tried, one more than the level needs to be reached exactly. */
const orders = 999;

/**
 * Where, in samples in the order of their time, a new level begins: the indices of the first samples after each change,
 * ascending. The clearest split is asked for (Pettitt 1979, by Gehan's scores), it is held against random orders of the
 * same samples, and both sides are looked at in the same way (binary segmentation). `random` gives numbers in [0, 1).
 */
export function changePoints(samples: readonly Sample[], random: () => number): number[] {
  const scores = scoresOf(samples);
  const found = clearestSplit(scores);
  if (found === undefined || chanceOf(found.clearness, scores, random) > level) return [];
  const { at } = found;
  const after = changePoints(samples.slice(at), random).map((index) => index + at);
  return [...changePoints(samples.slice(0, at), random), at, ...after];
}

/** How often a random order of the same scores has a split that is as clear. */
function chanceOf(clearness: number, scores: readonly number[], random: () => number): number {
  const shuffled = [...scores];
  let asClear = 1;
  for (let order = 0; order < orders; order++) {
    shuffle(shuffled, random);
    if ((clearestSplit(shuffled)?.clearness ?? 0) >= clearness) asClear += 1;
  }
  return asClear / (orders + 1);
}

/** The split before which the scores are lowest or highest, in deviations of chance; undefined where there is none. */
function clearestSplit(scores: readonly number[]): { readonly at: number; readonly clearness: number } | undefined {
  const count = scores.length;
  const squares = scores.reduce((sum, score) => sum + score * score, 0);
  let best: { at: number; clearness: number } | undefined;
  let sum = 0;
  for (const [index, score] of scores.entries()) {
    sum += score;
    const at = index + 1;
    if (at < fewestBeside || count - at < fewestBeside || squares === 0) continue;
    const deviation = Math.sqrt((at * (count - at) * squares) / (count * (count - 1)));
    const clearness = Math.abs(sum) / deviation;
    if (best === undefined || clearness > best.clearness) best = { at, clearness };
  }
  return best;
}

function shuffle(values: number[], random: () => number): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other] as number, values[last] as number];
  }
}
