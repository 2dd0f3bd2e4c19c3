import { describe, expect, it } from "vitest";
import type { Ends } from "../../../../src/comparison/comparison.ts";
import { describeFigure, describeInterval, describeKept } from "../../../../src/report/comparison/words.ts";

const told = (interval: Ends, unit: "ms" | "share" = "ms") => describeInterval({ interval, unit });

describe("an interval in words", () => {
  it.each<[Ends, string]>([
    [[200, 640], "200 ms to 640 ms longer"],
    [[-50, 300], "50 ms shorter to 300 ms longer"],
    [[-640, -200], "200 ms to 640 ms shorter"],
    [[null, 300], "at most 300 ms longer"],
    [[-50, null], "at least 50 ms shorter"],
    [[null, null], "not bounded"],
    [[40, 40], "40 ms longer"],
  ])("%j is %s", (interval, words) => {
    expect(told(interval)).toBe(words);
  });

  it("of shares counts in per cent of runs", () => {
    expect(told([-0.1, 0.25], "share")).toBe("10 % fewer broken to 25 % more broken");
  });
});

describe("a figure in words", () => {
  it("keeps its bounds", () => {
    expect(describeFigure([1_400, 1_500])).toBe("1.4 s to 1.5 s");
    expect(describeFigure([1_400, null])).toBe("at least 1.4 s");
    expect(describeFigure(null)).toBe("");
  });

  it("says how many runs kept it, with the interval of their share", () => {
    expect(describeKept(11, 1, 0, [0.615, 0.998])).toBe("kept in 11 of 12 (62 % to 100 %)");
  });
});
