import { expect, it } from "vitest";
import type { Suite } from "../../../src/model/suite.ts";
import { harnessCommit } from "../../../src/run/harness-commit.ts";
import { isWholeShard } from "../../../src/suite/resumed-shard.ts";
import { strictTerms, suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { fastResult } from "../../support/suite-results.ts";

const done = suiteRun({ result: fastResult({ outcome: "fail" }) });
const { scenario, repeat, topology, profile, kubernetes, kind, seed } = done;
const plan = [{ scenario, repeat, topology, profile, kubernetes, kind, seed, shard: 1 }];
const wished = [{ scenario, repeat, topology, profile, kubernetes }];
const wanted = { index: 2, of: 4, seed: 42, wished, terms: strictTerms };
const shardOf = (change: Partial<Suite> = {}): Suite => ({
  ...suiteOf([done, suiteRun({ unsupported: true, notRun: "no such module" })]),
  ...{ shard: { index: 2, of: 4, plan }, commit: harnessCommit(), ...change },
});

it("a shard is whole where every run came to its end, whatever it came to", () => {
  expect(isWholeShard(shardOf(), wanted)).toBe(true);
});

it.each<[string, Partial<Suite>]>([
  ["another shard", { shard: { index: 1, of: 4, plan } }],
  ["another number of shards", { shard: { index: 2, of: 5, plan } }],
  ["a call that was not cut", { shard: null }],
  ["a call of other runs", { shard: { index: 2, of: 4, plan: plan.map((run) => ({ ...run, scenario: "baseline" })) } }],
  ["another night", { seed: 43 }],
  ["another commit", { commit: "fedcba" }],
  ["one on other terms", { terms: { ...strictTerms, allowInconclusive: true } }],
  ["one that died", { end: "cut" }],
  ["one that was stopped", { end: "stopped" }],
  ["one that left a run out", { runs: [done, suiteRun()] }],
  ["one whose harness failed", { runs: [suiteRun({ result: fastResult({ harnessFailed: true }) })] }],
])("%s is run", (_what, change) => {
  expect(isWholeShard(shardOf(change), wanted)).toBe(false);
});
