import { counted, describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { SuiteVerdict } from "../../model/suite.ts";
import type { GateResult, StageResult } from "../../upgrade/gate-result.ts";
import { conclusionOf as comparisonInWords } from "../comparison/words.ts";
import type { Part } from "../parts/markdown-document.ts";
import { wayBackPart } from "./way-back.ts";
import { keptInWords, outcomeSigns as signs } from "./words.ts";

/** Everything that there is to be read of an upgrade below its conclusion, the most important first. Pure. */
export function gateParts(gate: GateResult): Part[] {
  const { reasons, notes, stages, findings } = gate;
  const kept = keptInWords(gate);
  const isRolled = stages.some(({ kind }) => kind === "roll");
  return [
    { title: "Why", rows: reasons.map((reason) => [reason]) },
    { title: "What is to be known", rows: [...(kept === undefined ? [] : [kept]), ...notes].map((note) => [note]) },
    {
      title: "Step by step",
      text: isRolled
        ? "How long each node took until it was whole, and what clients went without meanwhile, at least and at most."
        : "No node was upgraded: the settings were tried on a new cluster.",
      head: ["step", "what", "limit", "measured"],
      rows: stages.filter(({ kind }) => kind === "roll").flatMap(stepRows),
    },
    ...wayBackPart(stages),
    {
      title: "Guarantees before, in the mixed state and after",
      head: ["scenario", "guarantee", ...judgedStages(stages).map(({ title }) => title)],
      rows: guaranteeRows(judgedStages(stages)),
    },
    { title: "Is anything worse?", head: ["against before", "answer", "figures"], rows: comparisonRows(gate) },
    {
      title: "Before the first step",
      ...(findings === null && isRolled ? { text: "Nobody looked." } : {}),
      head: ["", "what", "seen", "what to do"],
      rows: (findings ?? []).map(({ severity, subject, evidence, advice }) => [severity, subject, evidence, advice]),
    },
    {
      title: "All runs",
      head: ["stage", "run", "outcome", "duration"],
      rows: stages.flatMap(({ title, runs, problem }) => [
        ...runs.map(({ result }) => [
          title,
          result.run,
          `${signs[result.outcome]} ${result.outcome}`,
          formatMs(result.durationMs),
        ]),
        ...(problem === null ? [] : [[title, "", problem.words, ""]]),
      ]),
    },
  ];
}

function stepRows({ title, runs, problem }: StageResult): string[][] {
  const rows = runs.flatMap(({ result, took }) => [
    ...took.map(({ step, durationMs }) => [title, step, "", formatMs(durationMs)]),
    ...result.verdicts
      .filter(isTimed)
      .map(({ id, outcome, summary, limitMs, measuredMs }) => [
        title,
        `${signs[outcome]} ${id}: ${summary}`,
        limitMs === undefined ? "" : formatMs(limitMs),
        measuredMs === undefined ? "" : describeBounds(measuredMs),
      ]),
  ]);
  return problem === null ? rows : [...rows, [title, problem.words, "", ""]];
}

/** The page of a comparison, beside that of the upgrade. */
export function comparisonFile(side: "upgraded" | "fresh"): string {
  return `comparison-${side}.html`;
}

function isTimed({ measuredMs }: SuiteVerdict): boolean {
  return measuredMs !== undefined;
}

/** Stages in which scenarios ran. */
function judgedStages(stages: readonly StageResult[]): StageResult[] {
  return stages.filter(({ kind, runs }) => kind !== "roll" && kind !== "rollback" && runs.length > 0);
}

/** One row for each guarantee of each scenario: how often it held in each stage. */
function guaranteeRows(stages: readonly StageResult[]): string[][] {
  const keys = new Map<string, readonly [string, string]>();
  for (const { runs } of stages)
    for (const { scenario, result } of runs)
      for (const { id } of result.verdicts) keys.set(`${scenario} ${id}`, [scenario, id]);
  return [...keys.values()].map(([scenario, id]) => [
    scenario,
    id,
    ...stages.map((stage) => heldIn(stage, scenario, id)),
  ]);
}

function heldIn({ runs }: StageResult, scenario: string, id: string): string {
  const outcomes = runs
    .filter((run) => run.scenario === scenario)
    .map(({ result }) => result.verdicts.find((verdict) => verdict.id === id)?.outcome ?? "inconclusive");
  if (outcomes.length === 0) return "";
  const worst = (["fail", "inconclusive", "pass"] as const).find((outcome) => outcomes.includes(outcome)) ?? "pass";
  return `${signs[worst]} held in ${outcomes.filter((one) => one === "pass").length} of ${counted(outcomes.length, "run")}`;
}

function comparisonRows({ comparisons, stages }: GateResult): string[][] {
  const isRolled = stages.some(({ kind }) => kind === "roll");
  const sides = [
    ...(isRolled ? ([["the upgraded cluster", "upgraded"]] as const) : []),
    ["a new cluster", "fresh"] as const,
  ];
  return sides.map(([what, side]) => {
    const comparison = comparisons[side];
    return comparison === null
      ? [what, "nothing was compared", ""]
      : [what, comparisonInWords(comparison), comparisonFile(side)];
  });
}
