import { conclude, summarizeRun } from "../../src/analysis/verdict/suite.ts";
import type { Report } from "../../src/model/report.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../src/model/suite.ts";

/** A run of a suite that was not carried out, with what a test wants otherwise. */
export function suiteRun(change: Partial<SuiteRun> = {}): SuiteRun {
  return {
    scenario: "etcd-minority",
    repeat: 1,
    topology: "ha-3cp-3w",
    profile: "stock",
    kubernetes: "1.37.2",
    seed: 7,
    result: null,
    notRun: change.result === undefined ? "not reached" : null,
    unsupported: false,
    ...change,
  };
}

/** What a run came to, from its report. */
export function suiteResult(report: Report, change: Partial<SuiteResult> = {}): SuiteResult {
  return { ...summarizeRun(report, { exitCode: report.exitCode, reused: false, replaced: null }), ...change };
}

/** A suite of these runs. */
export function suiteOf(runs: readonly SuiteRun[], end: Suite["end"] = "completed"): Suite {
  return {
    version: 1,
    suite: "suite-20261123T110000Z",
    startedAt: "2026-11-23T11:00:00.000Z",
    durationMs: 200_000,
    end,
    ...conclude(runs, end),
    seed: 42,
    harness: "0.1.0",
    host: { cpus: 2, memoryGiB: 24, platform: "linux x64" },
    clustersCreated: 1,
    runs,
  };
}
