import { exitCodes } from "../../src/model/outcome.ts";
import type { SuiteResult } from "../../src/model/suite.ts";

/** What a run of a minute came to that passed, with what a test wants otherwise; there is no report behind it. */
export function fastResult(change: Partial<SuiteResult> = {}): SuiteResult {
  const outcome = change.outcome ?? "pass";
  return {
    ...{ run: "a", outcome, exitCode: exitCodes[outcome], harnessFailed: false, end: "completed", durationMs: 60_000 },
    ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc-a", reused: false, replaced: null, worst: null },
    ...{ assumptions: [], verdicts: [], phases: [], errors: [], ...change },
  };
}
