import { conclude, summarizeRun } from "../../src/analysis/verdict/suite.ts";
import type { QuarantineMark } from "../../src/model/quarantine.ts";
import type { Report } from "../../src/model/report.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../src/model/suite.ts";
import type { SuiteTerms } from "../../src/model/suite-terms.ts";
import { suiteStatistics } from "../../src/suite/suite-statistics.ts";

/** The terms of a call that declares nothing. */
export const strictTerms: SuiteTerms = { retryInconclusive: 0, allowInconclusive: false, quarantine: null };

/** A quarantine that has effect, of a whole scenario unless a test wants it otherwise. */
export function quarantineMark(change: Partial<QuarantineMark> = {}): QuarantineMark {
  return { guarantee: null, reason: "a known flaw", until: "2026-12-31", daysLeft: 38, ...change };
}

/** A run of a suite that was not carried out, with what a test wants otherwise. */
export function suiteRun(change: Partial<SuiteRun> = {}): SuiteRun {
  return {
    scenario: "etcd-minority",
    repeat: 1,
    topology: "ha-3cp-3w",
    profile: "stock",
    kubernetes: "1.37.2",
    kind: "0.33.0",
    seed: 7,
    variant: "",
    attempt: 1 + (change.earlier?.length ?? 0),
    earlier: [],
    result: null,
    notRun: change.result === undefined ? "not reached" : null,
    unsupported: false,
    quarantine: [],
    standing: "counts",
    ...change,
  };
}

/** What a run came to, from its report. */
export function suiteResult(report: Report, change: Partial<SuiteResult> = {}): SuiteResult {
  return {
    ...summarizeRun(report, { exitCode: report.exitCode, harnessFailed: false, reused: false, replaced: null }),
    ...change,
  };
}

/** A suite of these runs; their standing is what follows from all of them and from what was declared. */
export function suiteOf(
  runs: readonly SuiteRun[],
  end: Suite["end"] = "completed",
  terms: SuiteTerms = strictTerms,
): Suite {
  return {
    version: 1,
    suite: "suite-20261123T110000Z",
    startedAt: "2026-11-23T11:00:00.000Z",
    durationMs: 200_000,
    end,
    ...conclude(runs, end, terms),
    terms,
    seed: 42,
    harness: "0.1.0",
    commit: "0123456789abcdef0123456789abcdef01234567",
    host: { cpus: 2, memoryGiB: 24, platform: "linux x64" },
    clustersCreated: 1,
    shard: null,
    merged: null,
    statistics: suiteStatistics(runs),
    against: null,
  };
}
