import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binOf, binsOver } from "../../../../src/analysis/series/bins.ts";

describe("bins", () => {
  test("begin on a whole 100 ms, and the last one holds the last moment", () => {
    expect(binsOver(250, 999)).toEqual({ from: 200, binMs: 100, count: 8 });
    expect(binsOver(200, 1_000)).toEqual({ from: 200, binMs: 100, count: 9 });
    expect(binsOver(7, 7)).toEqual({ from: 0, binMs: 100, count: 1 });
  });

  test("hold their own begin and not their end", () => {
    const bins = { from: 200, binMs: 100 };
    expect([200, 299.9, 300, 399.9, 400].map((moment) => binOf(moment, bins))).toEqual([0, 0, 1, 1, 2]);
  });

  test("take what adds up to an edge for the edge, though floating point falls short of it", () => {
    const moment = 300 - 4e-14;
    expect(moment).toBeLessThan(300);
    expect(binOf(moment, { from: 0, binMs: 100 })).toBe(3);
  });

  test("are 100 ms wide up to 6,000 of them, and wider beyond", () => {
    expect(binsOver(0, 599_999.9)).toEqual({ from: 0, binMs: 100, count: 6_000 });
    expect(binsOver(0, 600_000)).toEqual({ from: 0, binMs: 200, count: 3_001 });
    expect(binsOver(0, 3_600_000)).toEqual({ from: 0, binMs: 700, count: 5_143 });
  });

  test("are none where there is no moment", () => {
    expect(binsOver(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)).toEqual({ from: 0, binMs: 100, count: 0 });
  });

  test("hold every moment between the first and the last, and never exceed 6,000", () => {
    const tenths = fc.integer({ min: 0, max: 400_000_000 }).map((value) => value / 10);
    fc.assert(
      fc.property(tenths, tenths, tenths, (a, b, c) => {
        const [first, moment, last] = [a, b, c].toSorted((x, y) => x - y) as [number, number, number];
        const bins = binsOver(first, last);
        const bin = binOf(moment, bins);
        expect(bins.count).toBeLessThanOrEqual(6_000);
        expect(bin).toBeGreaterThanOrEqual(0);
        expect(bin).toBeLessThan(bins.count);
        expect(bins.from + bin * bins.binMs).toBeLessThanOrEqual(moment);
        expect(bins.from + (bin + 1) * bins.binMs).toBeGreaterThan(moment);
      }),
    );
  });
});
