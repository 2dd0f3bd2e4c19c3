import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { checkHistory, countOperations } from "../../../../src/analysis/history/history.ts";
import { mostKept } from "../../../../src/analysis/history/tally.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { allWrong } from "../../../support/history/all-wrong.ts";
import { checkPlanted, checkRun, sketches } from "../../../support/history/checked-run.ts";
import { journalOfRun } from "../../../support/history/journal-of-run.ts";
import { leasePlants, plants } from "../../../support/history/plants.ts";
import { simulateRun } from "../../../support/history/simulated-run.ts";

const seed = 18;
const usual = { seed: 5, attempts: 20, slowestMs: 90, lost: 0.1, refused: 0.1, cuts: 2, objects: 3 };

test("nothing is found in the history of a store that does one thing after the other", () => {
  fc.assert(
    fc.property(sketches, (sketch) => {
      const { history, findings } = checkRun(simulateRun(sketch));
      expect([findings, history.doubtful.count, history.problems]).toEqual([[], 0, []]);
    }),
    { numRuns: 200, seed },
  );
});

describe.each(Object.entries({ ...plants, ...leasePlants }))("%s", (_, plant) => {
  test("is found wherever it is", () => {
    let tried = 0;
    fc.assert(
      fc.property(sketches, (sketch) => {
        const findings = checkPlanted(sketch, plant);
        if (findings === undefined) return;
        tried += 1;
        expect(findings.map(({ rule }) => rule)).toContain(plant.rule);
      }),
      { numRuns: 40, seed },
    );
    expect(tried).toBeGreaterThan(8);
  });
});

test("a history of more operations than are checked is not checked at all", () => {
  const facts = factsOf(buildTimeline(journalOfRun(simulateRun(usual))));
  const operations = countOperations(facts);
  expect(operations).toBeGreaterThan(150);
  expect(checkHistory(facts, operations)?.operations).toBe(operations);
  expect(checkHistory(facts, operations - 1)).toBeUndefined();
});

test("of a history that is wrong all over the first contradictions are kept, and all are counted", () => {
  const wrong = allWrong(simulateRun({ ...usual, attempts: 300, lost: 0 }));
  const { findings } = checkHistory(factsOf(buildTimeline(journalOfRun(wrong)))) ?? {};
  expect(findings?.count).toBeGreaterThan(2 * mostKept);
  expect(findings?.first).toHaveLength(mostKept);
});

test("each rule is counted where it could have been broken, in the run and in each fault", () => {
  const fault = { id: "kill", injectingAt: 500, activeAt: 510, healingAt: 800, healedAt: 810, steadyAt: 900 };
  const run = simulateRun({ ...usual, refused: 0 });
  const { exercised } = checkHistory(factsOf(buildTimeline(journalOfRun(run, [], fault)))) ?? { exercised: [] };
  const counts = new Map(exercised.map(({ rule, inRun, inFaults }) => [rule, [inRun, inFaults.get("kill") ?? 0]]));
  expect(counts.get("refused-applied")).toEqual([0, 0]);
  for (const rule of ["stale-read", "store-order", "shared-revision", "lost-write", "watch-gap"] as const) {
    const [inRun = 0, inFault = 0] = counts.get(rule) ?? [];
    expect(inFault).toBeGreaterThan(0);
    expect(inRun).toBeGreaterThan(inFault);
  }
});
