import { expect, test } from "vitest";
import { medianBounds, shareBounds } from "../../../../src/analysis/statistics/intervals.ts";
import { ascending } from "../../../../src/analysis/statistics/statistics.ts";
import { createRandom } from "../../../../src/model/random.ts";

const upTo = (count: number) => Float64Array.from({ length: count }, (_, index) => index + 1);

test("the bounds of a median are as far from one end of the numbers as from the other", () => {
  expect(medianBounds(upTo(50))).toEqual([15, 36]);
  expect(medianBounds(upTo(100))).toEqual([35, 66]);
  expect(medianBounds(upTo(12))).toEqual([1, 12]);
});

test("of few numbers nothing is known of their median", () => {
  const nothing = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const count of [0, 1, 5, 11]) expect(medianBounds(upTo(count))).toEqual(nothing);
});

test("the bounds hold the true median as often as they promise, of a skewed distribution too", () => {
  const random = createRandom(7);
  const missed = Array.from({ length: 1_000 }, () => {
    const [low, high] = medianBounds(ascending(Array.from({ length: 60 }, () => -Math.log(1 - random()))));
    return low > Math.LN2 || high < Math.LN2;
  }).filter(Boolean).length;
  expect(missed).toBeLessThanOrEqual(10);
});

test("the bounds of a share are Wilson's, and hold whatever is known of it", () => {
  const [low, high] = shareBounds(13, 40);
  expect(low).toBeCloseTo(0.1715, 4);
  expect(high).toBeCloseTo(0.5283, 4);
  expect(shareBounds(0, 0)).toEqual([0, 1]);
  expect(shareBounds(0, 10)[0]).toBeCloseTo(0, 10);
  expect(shareBounds(10, 10)[1]).toBeCloseTo(1, 10);
});
