import { expect, it } from "vitest";
import type { Suite } from "../../../src/model/suite.ts";
import { callsOf } from "../../../src/suite/calls.ts";
import { lateShards } from "../../../src/suite/late-shards.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

const minute = 60_000;

/** The shards of one call, one run each, with what a test wants otherwise of each. */
function lateOf(changes: readonly Partial<Suite>[]): string[] {
  const runs = changes.map((_, index) => suiteRun({ scenario: `s${index}` }));
  const plan = runs.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed }, index) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed, shard: index + 1 },
  }));
  const found = changes.map((change, index) => {
    const shard = { index: index + 1, of: changes.length, plan };
    const suite = { ...suiteOf(runs.slice(index, index + 1)), shard, ...change };
    return { folder: `f${index}`, suite };
  });
  return callsOf(found).flatMap(lateShards);
}

it("tells a shard that took more than twice as long as half of them, and ten minutes more", () => {
  const took = (...minutes: readonly number[]) => lateOf(minutes.map((many) => ({ durationMs: many * minute })));
  expect(took(60, 61, 62, 125)).toEqual(["shard 4/4 took 125 min, half of the shards at most 61 min"]);
  expect(took(60, 61, 62, 120)).toEqual([]);
  expect(took(5, 5, 5, 14)).toEqual([]);
  // Of two nobody knows which one is the odd one.
  expect(took(10, 200)).toEqual([]);
});

it("tells a shard that has not come to its end", () => {
  expect(lateOf([{}, { end: "cut" }])).toEqual(["shard 2/2 has not come to its end: it died, or still runs"]);
});

it("tells nothing of a call that was not cut into shards", () => {
  const found = [{ folder: "f", suite: suiteOf([suiteRun()], "cut") }];
  expect(callsOf(found).flatMap(lateShards)).toEqual([]);
});
