import { summarizeRun } from "../analysis/verdict/suite.ts";
import { exitCodeOf, type JudgedScenario } from "../run/judged-run.ts";
import type { StageRun } from "../upgrade/gate-result.ts";
import { rollStepName } from "../upgrade/roll.ts";
import type { Stage } from "../upgrade/stages.ts";
import { isStepBack } from "../upgrade/way-back.ts";

/** What a run of a stage came to, with the times of its steps: those that upgrade nodes or, of a way back, those back. */
export function stageRun(stage: Pick<Stage, "way" | "nodes">, scenario: string, judged: JudgedScenario): StageRun {
  const { report, end, taken } = judged;
  const result = summarizeRun(report, {
    exitCode: exitCodeOf({ report, end }),
    harnessFailed: end === "failed",
    reused: taken?.reused ?? false,
    replaced: taken?.replaced ?? null,
  });
  const upgrades = stage.nodes.map(rollStepName);
  const timed = report.stretches.filter(({ name }) =>
    stage.way === undefined ? upgrades.includes(name) : isStepBack(name),
  );
  return { scenario, result, took: timed.map(({ name, from, to }) => ({ step: name, durationMs: to - from })) };
}
