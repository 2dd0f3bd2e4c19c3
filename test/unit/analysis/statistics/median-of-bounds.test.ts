import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Bounds,
  differenceOfBounds,
  medianOfBounds,
  spreadOfBounds,
} from "../../../../src/analysis/statistics/median-of-bounds.ts";
import { quantile } from "../../../../src/analysis/statistics/statistics.ts";

test.each<[Bounds[], Bounds | undefined, Bounds | undefined]>([
  [[], undefined, undefined],
  [[[1, 2]], [1, 2], [1, 2]],
  [
    [
      [1, 2],
      [3, 8],
      [2, 9],
    ],
    [2, 8],
    [1, 9],
  ],
  [
    [
      [1, 2],
      [3, null],
    ],
    [2, null],
    [1, null],
  ],
  [
    [
      [1, 2],
      [2, 4],
      [3, null],
    ],
    [2, 4],
    [1, null],
  ],
])("of %j the median is %j and the spread %j", (all, median, spread) => {
  expect(medianOfBounds(all)).toEqual(median);
  expect(spreadOfBounds(all)).toEqual(spread);
});

/** A length of time, its lower bound, and its upper one or none. */
const known = fc
  .tuple(
    fc.integer({ min: 0, max: 1_000 }),
    fc.integer({ min: 0, max: 100 }),
    fc.option(fc.integer({ min: 0, max: 100 })),
  )
  .map(([truth, below, above]) => ({
    truth,
    bounds: [Math.max(0, truth - below), above === null ? null : truth + above] as Bounds,
  }));

function holds([least, most]: readonly [number | null, number | null] | Bounds, value: number): boolean {
  return (least ?? Number.NEGATIVE_INFINITY) <= value && value <= (most ?? Number.POSITIVE_INFINITY);
}

test("whatever the lengths are within their bounds, their median, all of them and their differences lie within what is said", () => {
  fc.assert(
    fc.property(fc.array(known, { minLength: 1, maxLength: 12 }), (lengths) => {
      const bounds = lengths.map((one) => one.bounds);
      const truths = lengths.map(({ truth }) => truth).toSorted((a, b) => a - b);
      expect(holds(medianOfBounds(bounds) as Bounds, quantile(truths, 0.5))).toBe(true);
      for (const truth of truths) expect(holds(spreadOfBounds(bounds) as Bounds, truth)).toBe(true);
      const [first, second = first] = lengths;
      if (first === undefined || second === undefined) return;
      expect(holds(differenceOfBounds(first.bounds, second.bounds), second.truth - first.truth)).toBe(true);
    }),
  );
});
