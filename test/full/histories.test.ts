import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPlanted, checkRun, sketches } from "../support/history/checked-run.ts";
import { leasePlants, plants } from "../support/history/plants.ts";
import { simulateRun } from "../support/history/simulated-run.ts";

/** `HISTORIES_SEED` repeats one; else others are tried each time. */
const seed = Number(process.env.HISTORIES_SEED ?? Date.now() & 0x7f_ff_ff_ff);

it("finds nothing in 10,000 histories of a store that does one thing after the other", () => {
  const runs = fc.property(sketches, (sketch) => {
    const { history, findings } = checkRun(simulateRun(sketch));
    expect([findings, history.doubtful.count, history.problems]).toEqual([[], 0, []]);
  });
  fc.assert(runs, { numRuns: 10_000, seed });
});

describe.each(Object.entries({ ...plants, ...leasePlants }))("%s", (_, plant) => {
  it("is found in each of 1,000 histories", () => {
    let left = 1_000;
    const runs = fc.property(sketches, (sketch) => {
      const findings = left === 0 ? undefined : checkPlanted(sketch, plant);
      if (findings === undefined) return;
      left -= 1;
      expect(findings.map(({ rule }) => rule)).toContain(plant.rule);
    });
    fc.assert(runs, { numRuns: 20_000, seed });
    expect(left).toBe(0);
  });
});
