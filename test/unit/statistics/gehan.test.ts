import { describe, expect, it } from "vitest";
import { certainPairs, probabilityOfGreater } from "../../../src/statistics/gehan.ts";
import { sampleOf, unseen } from "../../../src/statistics/sample.ts";

const points = (...values: number[]) => values.map((value) => sampleOf([value, value]));

describe("pairs of samples that are known as bounds", () => {
  it("count only where they do not overlap", () => {
    const [a, b] = [sampleOf([1_000, 1_200]), sampleOf([1_100, 1_500])];
    expect(certainPairs([a], [b], 0)).toBe(0);
    expect(certainPairs([a], [sampleOf([1_300, 1_400])], 0)).toBe(1);
    expect(certainPairs([sampleOf([1_300, 1_400])], [a], 0)).toBe(-1);
  });

  it("count for an outage that was still open, as far as it was seen", () => {
    expect(certainPairs([sampleOf([1_000, 1_200])], [sampleOf([3_000, null])], 0)).toBe(1);
    expect(certainPairs([sampleOf([3_000, null])], [sampleOf([9_000, 9_100])], 0)).toBe(0);
  });

  it("say nothing of a run in which it was not seen", () => {
    expect(certainPairs(points(1, 2, 3), [unseen], 0)).toBe(0);
  });
});

describe("the probability that a difference is chance", () => {
  it("is 1/C(12,6) for six that are all greater than six others", () => {
    expect(probabilityOfGreater(points(1, 2, 3, 4, 5, 6), points(7, 8, 9, 10, 11, 12), 0)).toBeCloseTo(1 / 924, 12);
  });

  it("is that of Fisher's exact test where there are only two values", () => {
    // 6 of 12 against 1 of 12: P(at least 6 of the 7 are in one group) = (C(12,6)·C(12,1) + C(12,7))/C(24,7).
    const first = points(...Array.from({ length: 12 }, (_, index) => (index < 1 ? 1 : 0)));
    const second = points(...Array.from({ length: 12 }, (_, index) => (index < 6 ? 1 : 0)));
    expect(probabilityOfGreater(first, second, 0)).toBeCloseTo((924 * 12 + 792) / 346_104, 10);
  });

  it("is the same from the other side for groups of other sizes", () => {
    const [few, many] = [points(5, 6, 7), points(1, 2, 3, 4, 5.5, 6.5, 8)];
    // Ranks 5, 7 and 9 of 10: 23 of 120 triples of ranks have that sum or a greater one.
    expect(probabilityOfGreater(many, few, 0)).toBeCloseTo(23 / 120, 12);
    expect(probabilityOfGreater(few, many, 0) + probabilityOfGreater(many, few, 0)).toBeGreaterThan(1);
  });

  it("is about the same by the normal distribution, which large groups take", () => {
    const values = (shift: number, count: number) =>
      points(...Array.from({ length: count }, (_, index) => shift + ((index * 7919) % 1009)));
    const large = probabilityOfGreater(values(0, 150), values(60, 150), 0);
    expect(large).toBeGreaterThan(0.01);
    expect(large).toBeLessThan(0.1);
  });

  it("is 1 where there is nothing to compare, and where all overlap", () => {
    expect(probabilityOfGreater([], points(1), 0)).toBe(1);
    expect(probabilityOfGreater([sampleOf([0, 10])], [sampleOf([5, 15])], 0)).toBe(1);
  });
});
