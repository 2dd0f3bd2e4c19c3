import { describe, expect, it } from "vitest";
import { medianInterval, p95Bounds, sampleMedian, worstOf } from "../../../src/statistics/order.ts";
import { sampleOf } from "../../../src/statistics/sample.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => sampleOf([index + 1, index + 1.5]));

describe("the median of what runs are a sample of", () => {
  it.each([
    [6, 1, 6],
    [10, 2, 9],
    [20, 6, 15],
    [30, 10, 21],
  ])("lies of %d between number %d and %d", (count, first, last) => {
    expect(medianInterval(upTo(count))).toEqual([first, last + 0.5]);
  });

  it("is not claimed of five", () => {
    expect(medianInterval(upTo(5))).toBeUndefined();
  });

  it("has no end where half of the outages were still open", () => {
    const open = Array.from({ length: 6 }, () => sampleOf([100, null]));
    expect(medianInterval(open)).toEqual([100, Number.POSITIVE_INFINITY]);
  });

  it("of the runs themselves is bounds, never a middle of them", () => {
    expect(sampleMedian([sampleOf([100, 200]), sampleOf([120, 400]), sampleOf([90, null])])).toEqual([100, 400]);
    expect(sampleMedian([])).toBeUndefined();
  });
});

describe("the 95th percentile", () => {
  it("is claimed of 59, whose greatest bounds it, and not of 58", () => {
    expect(p95Bounds(upTo(58))).toBeUndefined();
    expect(p95Bounds(upTo(59))?.[1]).toBe(59.5);
  });

  it("lies within what the binomial distribution allows", () => {
    // Of 200 at 95 %: P(X ≤ 183) = 0.0238…, P(X ≤ 184) = 0.0444, P(X ≤ 185) = 0.078; P(X ≥ 196) = 0.0264, P(X ≥ 195) = 0.0623.
    expect(p95Bounds(upTo(200))).toEqual([185, 196.5]);
  });
});

describe("the worst of some", () => {
  it("lies between the greatest lower end and the greatest upper one", () => {
    expect(worstOf([sampleOf([10, 50]), sampleOf([30, 40])])).toEqual([30, 50]);
    expect(worstOf([])).toBeUndefined();
  });
});
