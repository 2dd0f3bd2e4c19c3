import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worstMean } from "../../../../../src/analysis/verdict/machine/worst-window.ts";

const seconds = (shares: readonly (number | undefined)[]) =>
  shares.map((share, n) => ({ from: n * 1_000, to: n * 1_000 + 1_000, share }));
const worst = (shares: readonly (number | undefined)[], ms: number) =>
  worstMean(seconds(shares), ms, ({ share }) => share);

describe("the worst mean of a share", () => {
  it("is that of the worst window, wherever it is", () => {
    expect(worst([0, 0, 1, 1, 0, 0], 2_000)).toBe(1);
    expect(worst([0, 0, 0, 0, 0.5, 1], 2_000)).toBe(0.75);
  });

  it("is that of all where the stretch is shorter, and 0 where nothing tells it", () => {
    expect(worst([0, 1], 10_000)).toBe(0.5);
    expect(worst([undefined, undefined], 10_000)).toBe(0);
    expect(worst([], 10_000)).toBe(0);
  });

  it("leaves out readings that do not tell it", () => {
    expect(worst([1, undefined, 1, 0], 2_000)).toBe(1);
  });

  it("weighs readings by how long they are: one of eleven seconds is eleven", () => {
    const long = [
      { from: 0, to: 11_000, share: 0.5 },
      { from: 11_000, to: 12_000, share: 1 },
    ];
    expect(worstMean(long, 5_000, ({ share }) => share)).toBeCloseTo(0.5417, 3);
  });

  it("is what the worst of all windows gives, whatever the shares", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 }), (shares) => {
        const means = shares.flatMap((_, n) =>
          n < 4 ? [] : [shares.slice(n - 4, n + 1).reduce((a, b) => a + b, 0) / 5],
        );
        expect(worst(shares, 5_000)).toBeCloseTo(Math.max(...means), 9);
      }),
    );
  });
});
