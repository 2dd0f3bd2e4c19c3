import { describe, expect, it } from "vitest";
import { betaQuantile, binomialTail, normalTail } from "../../../src/statistics/distributions.ts";

describe("distributions", () => {
  it("are what R gives: pnorm, pbinom, qbeta", () => {
    expect(normalTail(1.959964)).toBeCloseTo(0.025, 7);
    expect(normalTail(5)).toBeCloseTo(2.866516e-7, 12);
    expect(binomialTail(9, 10, 0.5)).toBeCloseTo(11 / 1_024, 12);
    expect(binomialTail(59, 59, 0.95)).toBeCloseTo(0.95 ** 59, 12);
    expect(betaQuantile(0.025, 3, 8)).toBeCloseTo(0.06673951, 7);
  });

  it("of at least none are certain, of more than all impossible", () => {
    expect(binomialTail(0, 5, 0.1)).toBe(1);
    expect(binomialTail(6, 5, 0.9)).toBe(0);
  });
});
