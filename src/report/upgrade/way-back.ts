import { describeBounds } from "../../analysis/statistics/format.ts";
import { formatMs } from "../../model/duration.ts";
import type { SuiteVerdict } from "../../model/suite.ts";
import type { StageResult, StageRun } from "../../upgrade/gate-result.ts";
import type { WayBack } from "../../upgrade/stages.ts";
import { inAllMs, noWayBack } from "../../upgrade/way-back-reasons.ts";
import type { Part } from "../parts/markdown-document.ts";
import { outcomeSigns } from "./words.ts";

/** What is done in each way, and what it costs by design. */
const ways: Readonly<Record<WayBack, string>> = {
  "old-programs":
    "while an etcd member of the old version is left: kubelet, manifests and records of before are put back, node by node; nothing acknowledged may be lost",
  snapshot:
    "when no old member is left: all are taken down and restored from one snapshot of before; what was acknowledged since the snapshot is lost, which is the price and no failure",
};

/** The way back, where it was tried: whether it worked, how long it took, and what it cost. Pure. */
export function wayBackPart(stages: readonly StageResult[]): Part[] {
  const tried = stages.filter(({ kind }) => kind === "rollback");
  if (tried.length === 0) return [];
  return [
    {
      title: "The way back",
      text: "Tried on clusters of their own, which are deleted unless a way did not come back; workers were not upgraded there.",
      head: ["way", "what", "limit", "measured"],
      rows: tried.flatMap(rowsOf),
    },
  ];
}

function rowsOf({ title, way, runs, problem }: StageResult): string[][] {
  const what = way === undefined ? [] : [[title, ways[way], "", ""]];
  if (problem !== null) {
    const sign = problem.why === "not-whole" || problem.why === "not-back" ? "✗" : "?";
    const told = [title, `${sign} ${noWayBack(problem)}: ${problem.words}`, "", ""];
    return [...what, told, ...runs.flatMap((run) => ofRun(title, run, ", until all was whole or that was given up"))];
  }
  const back = runs.map(({ took }) => [title, "✓ it came back, in all", "", formatMs(inAllMs(took))]);
  return [...what, ...back, ...runs.flatMap((run) => ofRun(title, run, ", until all was whole"))];
}

function ofRun(title: string, { result, took }: StageRun, until: string): string[][] {
  const times = took.map(({ step, durationMs }) => [title, `${step}${until}`, "", formatMs(durationMs)]);
  return [...times, ...result.verdicts.map((verdict) => [title, ...ofVerdict(verdict)])];
}

function ofVerdict({ id, outcome, summary, limitMs, measuredMs }: SuiteVerdict): [string, string, string] {
  return [
    `${outcomeSigns[outcome]} ${id}: ${summary}`,
    limitMs === undefined ? "" : formatMs(limitMs),
    measuredMs === undefined ? "" : describeBounds(measuredMs),
  ];
}
