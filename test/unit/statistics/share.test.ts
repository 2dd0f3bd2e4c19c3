import { describe, expect, it } from "vitest";
import { shareInterval } from "../../../src/statistics/share.ts";

describe("the share that a sample stands for", () => {
  it.each([
    // R: binom.test(8, 10), binom.test(20, 20), binom.test(0, 5)
    [8, 10, 0.4439045, 0.9747893],
    [20, 20, 0.8315665, 1],
    [0, 5, 0, 0.5218238],
  ])("of %d of %d is what R gives", (kept, of, low, high) => {
    const interval = shareInterval(kept, of);
    expect(interval[0]).toBeCloseTo(low, 6);
    expect(interval[1]).toBeCloseTo(high, 6);
  });

  it("of none is anything", () => {
    expect(shareInterval(0, 0)).toEqual([0, 1]);
  });
});
