import type { ComparedFigure, Comparison } from "../../src/comparison/comparison.ts";
import type { Outcome } from "../../src/model/outcome.ts";
import type { SuiteResult } from "../../src/model/suite.ts";
import type { StageProblem, StageResult, StageRun } from "../../src/upgrade/gate-result.ts";

/** A run of a stage of which one guarantee came to an outcome. */
export function stageRun(scenario: string, outcome: Outcome = "pass", over: Partial<SuiteResult> = {}): StageRun {
  const verdict = { id: "no-lost-writes", guarantee: "no-lost-writes", outcome, summary: `it is ${outcome}` };
  return {
    scenario,
    took: [],
    result: {
      ...{ run: `${scenario}-1`, outcome, exitCode: 0, harnessFailed: false, end: "completed", reused: true },
      ...{ startedAt: "2026-11-28T00:00:00.000Z", durationMs: 60_000, cluster: "kc-a", replaced: null, worst: null },
      ...{ assumptions: [], verdicts: [verdict], phases: [], errors: [] },
      ...over,
    } as unknown as SuiteResult,
  };
}

/** A stage that was carried out. */
export function stageResult(
  kind: StageResult["kind"],
  runs: readonly StageRun[],
  over: Partial<StageResult> = {},
): StageResult {
  return { kind, title: kind, nodes: [], problem: null, runs, ...over };
}

/** Why a stage was not carried out to its end. */
export function problem(why: StageProblem["why"], words = why as string): StageProblem {
  return { why, words };
}

/** A comparison of which one figure came to an answer. */
export function comparisonOf(answer: ComparedFigure["answer"]): Comparison {
  const figure = {
    scenario: "etcd-minority",
    id: "leader-within",
    answer,
    reason: "too few runs",
    needed: { runs: 9, hours: 0.5 },
  };
  return { figures: [figure as unknown as ComparedFigure], unmatched: [], answer } as unknown as Comparison;
}
