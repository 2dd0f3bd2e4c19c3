import { describe, expect, it } from "vitest";
import { answerTo } from "../../../src/statistics/effect.ts";

const tolerance = [300, 340] as const;
const answer = (interval: readonly [number, number], estimate: readonly [number, number], surelySmaller = true) =>
  answerTo({ estimate, interval, tolerance, surelySmaller });

describe("the answer to an effect", () => {
  it("is worse where it is greater for certain, and beyond the tolerance by all of the estimate", () => {
    expect(answer([50, 900], [400, 500])).toBe("worse");
    expect(answer([50, 900], [320, 500])).toBe("cannot-tell");
    expect(answer([-10, 900], [400, 500])).toBe("cannot-tell");
  });

  it("is same where the whole interval lies inside the tolerance, on whichever side of 0", () => {
    expect(answer([-300, 300], [0, 0])).toBe("same");
    expect(answer([20, 200], [100, 100])).toBe("same");
    expect(answer([-300, 301], [0, 0])).toBe("cannot-tell");
  });

  it("is better where it is smaller for certain", () => {
    expect(answer([-900, -50], [-400, -400])).toBe("better");
    expect(answer([-900, -50], [-400, -400], false)).toBe("better-or-same");
  });

  it("is better or same where it is not worse and no more is known", () => {
    expect(answer([-900, 200], [-100, -100])).toBe("better-or-same");
  });

  it("cannot be told without an interval", () => {
    expect(answer([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], [400, 400])).toBe("cannot-tell");
  });
});
