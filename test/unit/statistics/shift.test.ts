import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sample, sampleOf, unseen } from "../../../src/statistics/sample.ts";
import { pairingOf, shiftEstimate, shiftInterval } from "../../../src/statistics/shift.ts";

const points = (...values: number[]) => values.map((value) => sampleOf([value, value]));
const levels = { low: 0.05, high: 0.05 };

describe("by how much a group is greater", () => {
  it("is found by shifting it back, with an interval around it", () => {
    const first = points(...Array.from({ length: 10 }, (_, index) => 1_000 + 10 * index));
    const second = points(...Array.from({ length: 10 }, (_, index) => 1_500 + 10 * index));
    const pairing = pairingOf(first, second, true);
    const [estimate] = shiftEstimate(pairing);
    const [low, high] = shiftInterval(pairing, levels);
    expect(estimate).toBeGreaterThan(480);
    expect(estimate).toBeLessThan(520);
    expect(low).toBeGreaterThan(465);
    expect(high).toBeLessThan(535);
  });

  it("has an interval as Wilcoxon's test has it, for values without bounds", () => {
    // Two-sided 90 % of 5 against 5: the 5th of 25 differences from either end (P(U ≤ 4) = 12/252).
    const [first, second] = [points(1, 2, 4, 8, 16), points(3, 9, 27, 81, 243)];
    const all = [3, 9, 27, 81, 243].flatMap((b) => [1, 2, 4, 8, 16].map((a) => b - a)).toSorted((a, b) => a - b);
    const [low, high] = shiftInterval(pairingOf(first, second, true), levels);
    expect(Math.abs(low - (all[4] as number))).toBeLessThan(0.1);
    expect(Math.abs(high - (all[20] as number))).toBeLessThan(0.1);
  });

  it("is not bounded by two runs", () => {
    expect(shiftInterval(pairingOf(points(1), points(9), true), levels)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("is not bounded above where outages were still open", () => {
    const open = Array.from({ length: 8 }, () => sampleOf([5_000, null]));
    const [low, high] = shiftInterval(pairingOf(points(1, 2, 3, 4, 5, 6, 7, 8), open, true), levels);
    expect(low).toBeGreaterThan(4_900);
    expect(high).toBe(Number.POSITIVE_INFINITY);
  });

  it("contains no claim where nothing was seen", () => {
    const nothing = Array.from({ length: 12 }, () => unseen);
    expect(shiftInterval(pairingOf(nothing, nothing, true), levels)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe("groups that were not measured alike", () => {
  // Both are 1,500 in truth; one meter sees the earlier end, the other the later one.
  const early = Array.from({ length: 12 }, (_, index) => sampleOf([500 + index, 1_500 + index]));
  const late = Array.from({ length: 12 }, (_, index) => sampleOf([1_500.5 + index, 2_501 + index]));

  it("are told apart by the widths of their bounds", () => {
    const narrow = points(...Array.from({ length: 12 }, (_, index) => 1_000 + index));
    expect(pairingOf(early, narrow, true).alike).toBe(false);
    expect(pairingOf(early, early, true).alike).toBe(true);
  });

  it("are compared by the ends that speak against the claim, so that another meter is no slowdown", () => {
    const [low] = shiftInterval(pairingOf(early, late, false), levels);
    expect(low).toBeLessThanOrEqual(0.5);
    expect(shiftInterval(pairingOf(early, late, true), levels)[0]).toBeLessThanOrEqual(20);
  });

  it("have an interval that holds whatever the true values in the bounds are", () => {
    const bounds = fc.tuple(
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    const group = fc.array(bounds, { minLength: 6, maxLength: 8 });
    const samples = (some: readonly (readonly [number, number, number])[]): Sample[] =>
      some.map(([least, width]) => ({ low: least, high: least + width }));
    const truths = (some: readonly (readonly [number, number, number])[]) =>
      points(...some.map(([least, width, where]) => least + width * where));
    fc.assert(
      fc.property(group, group, (a, b) => {
        const [low, high] = shiftInterval(pairingOf(samples(a), samples(b), false), levels);
        const [trueLow, trueHigh] = shiftInterval(pairingOf(truths(a), truths(b), true), levels);
        if (pairingOf(truths(a), truths(b), true).alike) {
          expect(low).toBeLessThanOrEqual(trueLow + 0.2);
          expect(high).toBeGreaterThanOrEqual(trueHigh - 0.2);
        }
      }),
      { numRuns: 30 },
    );
  });
});
