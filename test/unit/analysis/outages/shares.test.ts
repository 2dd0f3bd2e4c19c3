import { expect, test } from "vitest";
import { shareBounds } from "../../../../src/analysis/statistics/intervals.ts";

test("the bounds of a share are Wilson's, and hold whatever is known of it", () => {
  const [low, high] = shareBounds(13, 40);
  expect(low).toBeCloseTo(0.1715, 4);
  expect(high).toBeCloseTo(0.5283, 4);
  expect(shareBounds(0, 0)).toEqual([0, 1]);
  expect(shareBounds(0, 10)[0]).toBeCloseTo(0, 10);
  expect(shareBounds(10, 10)[1]).toBeCloseTo(1, 10);
});
