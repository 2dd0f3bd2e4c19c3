import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../../src/model/suite.ts";
import { contradictionIn } from "../../../src/suite/contradiction.ts";
import { quarantineMark, strictTerms, suiteOf, suiteRun } from "../../support/suite-builder.ts";

const exits = { pass: 0, fail: 1, inconclusive: 3 } as const;

function resultOf(outcome: Outcome, change: Partial<SuiteResult> = {}): SuiteResult {
  return {
    ...{ run: "a-1", outcome, exitCode: exits[outcome], harnessFailed: false, end: "completed", durationMs: 1 },
    ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc-a", reused: false, replaced: null, worst: null },
    ...{ assumptions: [{ name: "it was measured", outcome, summary: "" }], verdicts: [], phases: [], errors: [] },
    ...change,
  };
}

const terms = { ...strictTerms, retryInconclusive: 1 };
const suiteWith = (run: Partial<SuiteRun>, declared = terms) => suiteOf([suiteRun(run)], "completed", declared);
const failed = suiteWith({ result: resultOf("fail") });
const identity = {
  ...{ scenario: "etcd-minority", repeat: 1, topology: "ha-3cp-3w", profile: "stock", kubernetes: "1.37.2" },
  ...{ kind: "0.33.0", seed: 7 },
};
const entry = { ...quarantineMark(), scenario: "etcd-minority", inCall: true };
const quarantined = (daysLeft: number) => ({
  ...terms,
  quarantine: { file: "q.yaml", entries: [{ ...entry, daysLeft }] },
});

describe("a summary as kind-chaos writes it contradicts itself nowhere", () => {
  it.each<[string, Suite]>([
    ["that passed", suiteWith({ result: resultOf("pass") })],
    ["that failed", failed],
    ["that was retried", suiteWith({ earlier: [resultOf("inconclusive")], result: resultOf("pass") })],
    ["that was not reached", suiteOf([suiteRun()], "cut", terms)],
    ["that is unsupported", suiteWith({ unsupported: true, notRun: "no such module" })],
    ["in quarantine", suiteWith({ result: resultOf("fail"), quarantine: [quarantineMark()] }, quarantined(38))],
    ["of a shard", { ...failed, shard: { index: 2, of: 2, plan: [1, 2].map((shard) => ({ ...identity, shard })) } }],
  ])("%s", (_what, suite) => {
    expect(contradictionIn(suite)).toBeUndefined();
  });
});

describe("a summary that was changed is found out", () => {
  const shard = (index: number, shards: readonly number[], of = 2) => ({
    ...failed,
    shard: { index, of, plan: shards.map((one) => ({ ...identity, shard: one })) },
  });
  it.each<[string, Suite]>([
    ["its outcome", { ...failed, outcome: "pass" }],
    ["its exit code", { ...failed, exitCode: 0 }],
    ["its end", { ...suiteOf([suiteRun({ result: resultOf("pass") })], "cut"), end: "completed" }],
    ["its terms", { ...suiteWith({ result: resultOf("inconclusive") }), exitCode: 0 }],
    ["a run's outcome", suiteWith({ result: { ...resultOf("fail"), outcome: "pass" } })],
    ["a run's standing", { ...failed, runs: failed.runs.map((run) => ({ ...run, standing: "quarantined" as const })) }],
    ["a run's quarantine", suiteWith({ result: resultOf("fail"), quarantine: [quarantineMark()] })],
    [
      "a quarantine that had ended",
      suiteWith({ result: resultOf("fail"), quarantine: [quarantineMark()] }, quarantined(-1)),
    ],
    ["a fail that was retried away", suiteWith({ earlier: [resultOf("fail")], result: resultOf("pass") })],
    [
      "more attempts than were declared",
      suiteWith({ earlier: [resultOf("inconclusive")], result: resultOf("pass") }, strictTerms),
    ],
    ["an attempt that is not there", suiteWith({ attempt: 2, result: resultOf("pass") })],
    ["a run made unsupported", suiteWith({ unsupported: true, result: resultOf("fail") })],
    ["no reason why a run was not run", suiteWith({ result: null, notRun: null })],
    ["all runs taken out", suiteOf([])],
    ["a shard beyond the last", shard(3, [1, 2])],
    ["a shard without a run", shard(1, [1, 1])],
    ["a run in a shard beyond the last", shard(1, [1, 2, 3])],
  ])("%s", (_what, suite) => {
    expect(contradictionIn(suite)).toBeTypeOf("string");
  });
});
