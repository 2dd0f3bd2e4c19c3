import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorOfLook, errorRate, lookAt, looksOf } from "../../../src/statistics/looks.ts";

describe("looks that are fixed beforehand", () => {
  it("are at 6, 12 and 20 runs, and at the end", () => {
    expect(looksOf(5)).toEqual([]);
    expect(looksOf(6)).toEqual([6]);
    expect(looksOf(12)).toEqual([6, 12]);
    expect(looksOf(15)).toEqual([6, 12, 15]);
    expect(looksOf(1_000)).toEqual([6, 12, 20, 1_000]);
  });

  it("spend the whole error together, and most of it last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 1_000 }), (planned) => {
        const spent = looksOf(planned).map((look) => errorOfLook(look, planned));
        expect(spent.reduce((sum, error) => sum + error, 0)).toBeCloseTo(errorRate, 12);
        expect(Math.min(...spent)).toBeGreaterThan(0);
      }),
    );
    expect(errorOfLook(6, 12)).toBeCloseTo(0.00625, 12);
    expect(errorOfLook(12, 12)).toBeCloseTo(0.04375, 12);
  });

  it("say nothing in between", () => {
    expect(errorOfLook(7, 12)).toBe(0);
    expect(lookAt(11, 20)).toBe(6);
    expect(lookAt(5, 20)).toBeUndefined();
    expect(lookAt(25, 20)).toBe(20);
  });
});
