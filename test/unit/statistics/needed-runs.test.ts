import { describe, expect, it } from "vitest";
import { neededRuns } from "../../../src/statistics/needed-runs.ts";

const tolerance = [300, 300] as const;

describe("how many runs an answer would take", () => {
  it("grows with the square of how far the interval must narrow", () => {
    expect(neededRuns({ estimate: [0, 0], interval: [-600, 600], tolerance }, 6)).toBe(24);
    expect(neededRuns({ estimate: [400, 400], interval: [-400, 1_200], tolerance }, 6)).toBe(24);
  });

  it("is at least one more", () => {
    expect(neededRuns({ estimate: [310, 310], interval: [10, 600], tolerance: [300, 320] }, 12)).toBeUndefined();
    expect(neededRuns({ estimate: [290, 290], interval: [10, 305], tolerance }, 12)).toBe(27);
  });

  it("is not told where it is beyond a thousand, or nothing bounds the effect", () => {
    expect(neededRuns({ estimate: [299, 299], interval: [-600, 900], tolerance }, 6)).toBeUndefined();
    expect(
      neededRuns({ estimate: [0, 0], interval: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY], tolerance }, 6),
    ).toBeUndefined();
  });
});
