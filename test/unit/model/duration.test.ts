import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMs } from "../../../src/model/duration.ts";

describe("a length of time for people", () => {
  it.each([
    [0, "0 ms"],
    [340.4, "340 ms"],
    [999.4, "999 ms"],
    [999.6, "1 s"],
    [1_000, "1 s"],
    [1_840, "1.84 s"],
    [4_000, "4 s"],
    [9_996, "10 s"],
    [13_420, "13.4 s"],
    [60_000, "60 s"],
    [99_960, "1 min 40 s"],
    [120_000, "2 min"],
    [125_000, "2 min 5 s"],
    [Number.POSITIVE_INFINITY, "unbounded"],
  ])("%d ms is %s", (ms, words) => expect(formatMs(ms)).toBe(words));

  it("has one spelling: what is read back and written again is the same", () => {
    const back = (words: string) =>
      [...words.matchAll(/([\d.]+) (ms|s|min)/g)].reduce(
        (sum, [, figure, unit]) => sum + Number(figure) * { ms: 1, s: 1_000, min: 60_000 }[unit as "ms" | "s" | "min"],
        0,
      );
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (ms) => {
        expect(formatMs(back(formatMs(ms)))).toBe(formatMs(ms));
      }),
    );
  });
});
