import { expect, it } from "vitest";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { FoundSummary } from "../../../src/suite/found-summary.ts";
import { mergeSummaries } from "../../../src/suite/merge.ts";
import { mustBeAmong } from "../../../src/suite/merged-before.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

const found = (scenario: string, outcome: Outcome): FoundSummary => {
  const result = {
    ...{ run: `${scenario}-1`, outcome, exitCode: 0, harnessFailed: false, end: "completed" as const, durationMs: 1 },
    ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc-a", reused: false, replaced: null, worst: null },
    ...{ assumptions: [], verdicts: [], phases: [], errors: [] },
  };
  return { folder: scenario, suite: suiteOf([suiteRun({ scenario, result })]) };
};
const mergedOf = (those: readonly FoundSummary[], expected?: number): FoundSummary => ({
  folder: "night",
  suite: mergeSummaries(those, { name: "night", expected }),
});

it("lets what was merged before be left out where all that it was made of is there", () => {
  const [a, b] = [found("a", "pass"), found("b", "fail")];
  expect(() => mustBeAmong([mergedOf([a, b])], [b, a])).not.toThrow();
  // A part that came later was no run of it.
  expect(() => mustBeAmong([mergedOf([a], 2)], [a, b])).not.toThrow();
});

it("refuses one that has a run which is nowhere else, as a fail that would be left out", () => {
  const [a, b] = [found("a", "pass"), found("b", "fail")];
  const message = /^night: it was merged of summaries that are not all here/;
  expect(() => mustBeAmong([mergedOf([a, b])], [a])).toThrow(message);
  expect(() => mustBeAmong([mergedOf([a, b])], [a, found("b", "pass")])).toThrow(message);
});

it("lets one be left out that was made while a shard still went on, and has run something again since", () => {
  const open = found("a", "inconclusive");
  const earlier = open.suite.runs.flatMap(({ result }) => result ?? []);
  const later = found("a", "pass").suite.runs.map((one) => ({ ...one, attempt: 2, earlier }));
  const now = { ...open, suite: { ...open.suite, runs: later } };
  expect(() => mustBeAmong([mergedOf([open])], [now])).not.toThrow();
  expect(() => mustBeAmong([mergedOf([now])], [open])).toThrow(/not all here/);
});
