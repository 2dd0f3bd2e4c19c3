import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seedOf } from "../../../src/scenario/seed.ts";

describe("the seed of one run of several", () => {
  it("is the same for the same scenario whatever else is run, and another for each repetition and scenario", () => {
    expect(seedOf(42, "a", 1)).toBe(seedOf(42, "a", 1));
    const seeds = [seedOf(42, "a", 1), seedOf(42, "a", 2), seedOf(42, "b", 1), seedOf(43, "a", 1)];
    expect(new Set(seeds).size).toBe(4);
  });

  it("is one that --seed takes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.string(), fc.nat(), (suite, name, repeat) => {
        const seed = seedOf(suite, name, repeat);
        expect(Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 31).toBe(true);
      }),
    );
  });
});
