import fc from "fast-check";
import { expect, test } from "vitest";
import { type Access, isBefore } from "../../../../src/analysis/history/access.ts";
import { accessesOf } from "../../../../src/analysis/history/accesses.ts";
import { type LostAnswer, lostAnswers } from "../../../../src/analysis/history/lost-answers.ts";
import { Tally } from "../../../../src/analysis/history/tally.ts";
import { tracesOf } from "../../../../src/analysis/history/traces.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { sketches } from "../../../support/history/checked-run.ts";
import { journalOfRun } from "../../../support/history/journal-of-run.ts";
import { simulateRun } from "../../../support/history/simulated-run.ts";

const write = (revision: number, at: number): Access => ({
  kind: "write",
  lane: "w",
  object: "o",
  revision,
  from: at,
  to: at + 1,
});
const read = (revision: number, at: number): Access => ({
  kind: "read",
  lane: "r",
  object: "o",
  revision,
  from: at,
  to: at + 1,
});
const lost = (token: string, from: number, object = "o"): LostAnswer => ({
  lane: "w",
  object,
  token,
  from,
  to: from + 9,
});

function explained(accesses: readonly Access[], open: readonly LostAnswer[]) {
  const tally = new Tally();
  const applied = lostAnswers(accesses, open, tally);
  return { applied, findings: tally.findings.items, compared: tally.compared("unexplained-change") };
}

test("a lost answer that is said to be applied was applied, at the revision that is said", () => {
  let applied = 0;
  let dated = 0;
  fc.assert(
    fc.property(sketches, (sketch) => {
      const run = simulateRun({ ...sketch, lost: 0.2 });
      const timeline = buildTimeline(journalOfRun(run));
      const traces = tracesOf(timeline.tracks, { from: 0, to: Number.POSITIVE_INFINITY });
      for (const one of explained(accessesOf(timeline), traces.lost).applied) {
        const truth = run.changes.find(({ token, object }) => token === one.write.token && object === one.write.object);
        expect(truth?.revision).toBe(one.revision ?? truth?.revision);
        expect(isBefore({ from: 0, to: one.shownAt }, { from: truth?.at ?? Number.POSITIVE_INFINITY, to: 0 })).toBe(
          false,
        );
        applied += 1;
        if (one.revision !== undefined) dated += 1;
      }
    }),
    { numRuns: 150, seed: 18 },
  );
  expect(Math.min(applied, dated)).toBeGreaterThan(30);
});

test("the only lost answer that can have made a version is resolved to it", () => {
  const { applied, findings, compared } = explained(
    [write(10, 0), read(12, 50)],
    [lost("a", 20), lost("b", 60), lost("c", 5, "other")],
  );
  expect(applied).toEqual([{ write: lost("a", 20), revision: 12, shownAt: 51 }]);
  expect(compared).toBe(1);
  expect(findings).toEqual([]);
});

test("of two that can have made a version, neither is guessed; when both were needed, both were applied", () => {
  const accesses = [write(10, 0), read(12, 50)];
  const both = [lost("a", 20), lost("b", 30)];
  expect(explained(accesses, both).applied).toEqual([]);
  const shown = explained([...accesses, read(14, 70)], both).applied;
  expect(shown.map(({ write: { token }, revision }) => [token, revision])).toEqual([
    ["a", undefined],
    ["b", undefined],
  ]);
});

test("more versions than lost answers are found, each that is too many", () => {
  const { findings } = explained([write(10, 0), read(12, 50), read(14, 70), read(16, 90)], [lost("a", 20)]);
  expect(findings.map(({ text }) => text.slice(0, 12))).toEqual(["o read as 14", "o read as 16"]);
});

test("what was read before the first known write, or is a write's own version, needs no explanation", () => {
  expect(explained([write(10, 20), read(3, 0), read(10, 50)], []).findings).toEqual([]);
  expect(explained([read(3, 0), read(10, 50)], []).findings).toEqual([]);
});
