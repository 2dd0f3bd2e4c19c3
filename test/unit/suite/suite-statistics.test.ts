import { describe, expect, it } from "vitest";
import type { SuiteResult, SuiteRun } from "../../../src/model/suite.ts";
import { suiteStatistics } from "../../../src/suite/suite-statistics.ts";
import { suiteRun } from "../../support/suite-builder.ts";

type Ms = readonly [number, number | null];

function runWith(ms: Ms | undefined, change: Partial<SuiteResult> = {}): SuiteRun {
  const verdict = { id: "leader-within", guarantee: "leader-within", promise: "a leader", primary: true as const };
  const result = {
    ...{ run: "r", outcome: "pass", exitCode: 0, harnessFailed: false, end: "completed", durationMs: 1 },
    ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc", reused: false, replaced: null, worst: null },
    assumptions: [],
    verdicts: [{ ...verdict, outcome: "pass", summary: "", ...(ms === undefined ? {} : { measuredMs: [...ms] }) }],
    phases: ms === undefined ? [] : [{ id: "kill: etcd elects a leader", measuredMs: [...ms] }],
    errors: [],
    ...change,
  } as SuiteResult;
  return suiteRun({ result, notRun: null });
}

const repeated = (count: number) =>
  Array.from({ length: count }, (_, index) => runWith([1_000 + index, 1_100 + index]));
const figure = (runs: readonly SuiteRun[], kind: "guarantee" | "phase" = "guarantee") =>
  suiteStatistics(runs).find((one) => one.kind === kind);

describe("what repeated runs came to", () => {
  it("has a median from two runs on, its interval from 6 and the 95th percentile from 59", () => {
    expect(suiteStatistics(repeated(1))).toEqual([]);
    expect(figure(repeated(5))).toMatchObject({ medianMs: [1_002, 1_102], medianIntervalMs: null, p95Ms: null });
    expect(figure(repeated(6))).toMatchObject({ medianIntervalMs: [1_000, 1_105], worstMs: [1_005, 1_105] });
    expect(figure(repeated(58))?.p95Ms).toBeNull();
    expect(figure(repeated(59))?.p95Ms?.[1]).toBe(1_158);
  });

  it("says in how many runs a guarantee was kept, with the interval of that share", () => {
    const broken = runWith([9_000, null]);
    const verdicts = broken.result?.verdicts.map((verdict) => ({ ...verdict, outcome: "fail" as const })) ?? [];
    const told = figure([...repeated(9), runWith([9_000, null], { verdicts })]);
    expect(told).toMatchObject({ kept: 9, broken: 1, open: 0, primary: true });
    expect(told?.keptShare?.[0]).toBeCloseTo(0.555, 3);
  });

  it("tells phases as it tells guarantees", () => {
    expect(figure(repeated(6), "phase")).toMatchObject({ id: "kill: etcd elects a leader", keptShare: null, runs: 6 });
  });

  it("leaves out runs whose assumptions did not hold, and keeps one that saw nothing as one that is unknown", () => {
    const assumptions = [{ name: "machine", outcome: "inconclusive" as const, summary: "busy" }];
    const busy = runWith([90_000, 90_001], { assumptions });
    expect(figure([...repeated(6), busy])).toMatchObject({ runs: 6, worstMs: [1_005, 1_105] });
    expect(figure([...repeated(6), runWith(undefined)])?.worstMs).toEqual([1_005, null]);
  });
});
