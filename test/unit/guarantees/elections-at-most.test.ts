import { expect, test } from "vitest";
import type { Facts } from "../../../src/analysis/facts/facts.ts";
import { factsOf } from "../../../src/analysis/facts/facts-of.ts";
import electionsAtMost from "../../../src/guarantees/elections-at-most.ts";
import { lagging, nextLeader, oldLeader, told } from "../../support/told-leaders.ts";

const judged = (facts: Facts, atMost: number, during = "kill") =>
  electionsAtMost.judge(electionsAtMost.params.parse({ during, atMost }), facts);
const outcomes = (facts: Facts) => [0, 1, 2].map((atMost) => judged(facts, atMost).outcome);

/** Who leads in which term from a moment on, milliseconds; told by all members. */
const leads = (...changes: readonly (readonly [number, string, number])[]) =>
  told(({ at, number }) => {
    const [, leader, term] = changes.findLast(([from]) => at >= from) ?? [0, oldLeader, 4];
    return { revision: term, detail: `${leader} ${2_000 + number}` };
  });

test.each([
  ["none", leads(), ["pass", "pass", "pass"]],
  ["one, whose term is told after its leader", lagging, ["fail", "pass", "pass"]],
  ["one, won by the same member", leads([5_000, oldLeader, 5]), ["fail", "pass", "pass"]],
  ["one, after a term that nobody won", leads([5_000, nextLeader, 6]), ["fail", "pass", "pass"]],
  ["one, whose term nobody told", leads([5_000, nextLeader, 4]), ["fail", "pass", "pass"]],
  ["two, to and fro", leads([5_000, nextLeader, 5], [7_000, oldLeader, 6]), ["fail", "fail", "pass"]],
])("elections are counted by the terms that members tell: %s", (_, facts, wanted) => {
  expect(outcomes(facts)).toEqual(wanted);
});

test("who was elected is told with the term", () => {
  const { summary, marks } = judged(leads([5_000, nextLeader, 5]), 0);
  expect(summary).toMatch(
    /^leader 8e9e05c52164694d in term 4 before; leader 91bc3c398fb3c146 in term 5, first told by/,
  );
  expect(marks[0]?.from).toBeGreaterThan(5_000);
  expect(judged(leads([5_000, nextLeader, 4]), 0).summary).toContain("in a term that was not told");
  expect(judged(leads(), 0).summary).toMatch(/ before; none since$/);
});

test("an election before the stretch is none of it", () => {
  expect(outcomes(leads([2_000, nextLeader, 5]))).toEqual(["pass", "pass", "pass"]);
  expect(judged(leads([2_000, nextLeader, 5]), 0, "whole-run").outcome).toBe("fail");
});

/** Members that tell nothing for so long from a moment on, each; all tell a term from a moment in between on. */
const silent = (starts: Readonly<Record<string, number>>, term: number, forMs = 2_000) =>
  told(({ at, lane, number }) => {
    const from = starts[lane.split("/")[1] ?? ""] ?? Number.POSITIVE_INFINITY;
    if (at > from && at < from + forMs) return { outcome: "failed", error: "hang", latencyMs: 200 };
    return { revision: at > 6_000 ? term : 4, detail: `${oldLeader} ${2_000 + number}` };
  });

test("what nobody could have seen is no evidence, but for what terms tell afterwards: each lead has one of its own", () => {
  expect(judged(silent({ "control-plane": 5_000 }, 6), 1).outcome).toBe("pass");
  const two = { "control-plane": 5_000, "control-plane3": 5_000 };
  expect([4, 5, 6].map((term) => judged(silent(two, term), 1).outcome)).toEqual(["pass", "pass", "inconclusive"]);
  expect(judged(silent(two, 4), 0).outcome).toBe("pass");
  // Nobody tells the last term after it.
  expect(judged(silent(two, 4, 60_000), 0).outcome).toBe("inconclusive");
  const only = factsOf({ ...leads(), tracks: leads().tracks.filter(({ lane }) => lane.via === "control-plane") });
  expect(judged(only, 0).outcome).toBe("inconclusive");
  expect(judged({ ...leads(), settings: undefined }, 0).summary).toMatch(/settings are not known/);
});

test("members that are silent one after another hide no lead, and where most are at once they do", () => {
  expect(judged(silent({ "control-plane": 4_500, "control-plane3": 7_000 }, 6), 1).outcome).toBe("pass");
  expect(judged(silent({ "control-plane": 4_500, "control-plane3": 6_000 }, 6), 1).outcome).toBe("pass");
  const { outcome, summary } = judged(silent({ "control-plane": 4_500, "control-plane3": 4_800 }, 6), 1);
  expect(outcome).toBe("inconclusive");
  expect(summary).toMatch(/most members told nothing for 1\.\d+ s$/);
});

test("what was seen stands, however little else was", () => {
  const facts = leads([5_000, nextLeader, 5]);
  const only = factsOf({ ...facts, tracks: facts.tracks.filter(({ lane }) => lane.via === "control-plane") });
  expect(judged(only, 0).outcome).toBe("fail");
});
