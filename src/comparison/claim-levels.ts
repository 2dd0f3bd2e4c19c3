import { holmLevels } from "../statistics/holm.ts";
import { errorOfLook, errorRate } from "../statistics/looks.ts";
import type { Pair } from "./pairs.ts";

/** How probably the two ends of an interval may be wrong. */
export interface Levels {
  readonly low: number;
  readonly high: number;
  /** What each claim has where none is told before another: for claims that are in no order. */
  readonly single: number;
}

/**
 * The levels of each pair; undefined where no look is due. Those of primary figures are Holm's over all of them, for the
 * claim that something is worse and for the claim that it is not; the others have the whole error each, and no claim.
 */
export function claimLevels(pairs: readonly Pair[]): (Levels | undefined)[] {
  const claims = pairs.filter(({ primary }) => primary);
  const worse = holm(claims, ({ question }) => question.chanceOfGreater());
  const notWorse = holm(claims, ({ question }) => question.chanceOfSmaller(question.tolerance[0]));
  return pairs.map((pair) => {
    if (pair.look === undefined) return undefined;
    const place = claims.indexOf(pair);
    if (place < 0) return { low: errorRate, high: errorRate, single: errorRate };
    const single = errorOfLook(pair.look, pair.planned) / claims.length;
    return { low: worse[place] ?? 0, high: notWorse[place] ?? 0, single };
  });
}

/** Holm's levels of claims that may be at different looks: each is weighed by what its look may spend. */
function holm(claims: readonly Pair[], chanceOf: (pair: Pair) => number): number[] {
  const shares = claims.map(({ look, planned }) => (look === undefined ? 0 : errorOfLook(look, planned) / errorRate));
  const chances = claims.map((pair, index) => {
    const share = shares[index] ?? 0;
    return share === 0 ? 1 : Math.min(1, chanceOf(pair) / share);
  });
  return holmLevels(chances, errorRate).map((level, index) => level * (shares[index] ?? 0));
}
