import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOfSubsets } from "../../../src/statistics/subset-sums.ts";

/** The same by looking at every subset. */
function byAll(scores: readonly number[], size: number, least: number): number {
  let [all, reached] = [0, 0];
  for (let mask = 0; mask < 2 ** scores.length; mask++) {
    const chosen = scores.filter((_, index) => (mask >> index) & 1);
    if (chosen.length !== size) continue;
    all += 1;
    if (chosen.reduce((sum, score) => sum + score, 0) >= least) reached += 1;
  }
  return reached / all;
}

describe("the share of subsets whose sum is at least something", () => {
  it("is what looking at every subset gives", () => {
    const scores = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(scores, fc.nat(8), fc.integer({ min: -40, max: 40 }), (all, size, least) => {
        const taken = 1 + (size % all.length);
        expect(shareOfSubsets(all, taken, least)).toBeCloseTo(byAll(all, taken, least), 12);
      }),
    );
  });
});
