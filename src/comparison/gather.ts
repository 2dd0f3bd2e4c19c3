import { phasesOf } from "../analysis/runs/phases.ts";
import { type ComparedRun, counts } from "./compared-run.ts";
import { factsOfAll, machineOf, ranOn } from "./facts.ts";
import type { Figure, RunSet, ScenarioRuns } from "./run-set.ts";

/** Runs as one set of samples, in the order of their start; `name` is what people know it by. */
export function gatherRuns(name: string, runs: readonly ComparedRun[]): RunSet {
  const ordered = runs.toSorted((a, b) => compare(a.startedAt, b.startedAt) || compare(a.run, b.run));
  const byScenario = Map.groupBy(ordered, (run) => JSON.stringify([run.scenario, ranOn(run)]));
  return {
    version: 1,
    name,
    machine: [...new Set(ordered.map(machineOf))].toSorted().join("; "),
    from: ordered[0]?.startedAt ?? null,
    to: ordered.at(-1)?.startedAt ?? null,
    scenarios: [...byScenario.values()]
      .map(scenarioOf)
      .toSorted((a, b) => compare(a.scenario, b.scenario) || compare(a.on, b.on)),
  };
}

function scenarioOf(all: readonly ComparedRun[]): ScenarioRuns {
  const [first] = all as [ComparedRun, ...ComparedRun[]];
  const runs = all.filter(counts);
  const meanDurationMs = all.reduce((sum, { durationMs }) => sum + durationMs, 0) / all.length;
  return {
    scenario: first.scenario,
    on: ranOn(first),
    runs: runs.length,
    excluded: all.length - runs.length,
    meanDurationMs: Math.round(meanDurationMs),
    facts: factsOfAll(all),
    figures: [...guaranteesOf(runs), ...phasesOfAll(runs)],
  };
}

function guaranteesOf(runs: readonly ComparedRun[]): Figure[] {
  const byRun = runs.map(({ verdicts }) => new Map(verdicts.map((verdict) => [verdict.id, verdict])));
  const ids = new Set(runs.flatMap(({ verdicts }) => verdicts.map(({ id }) => id)));
  return [...ids].map((id) => {
    const verdicts = byRun.map((some) => some.get(id));
    const samples = verdicts.map((verdict) => verdict?.measuredMs ?? null);
    return {
      id,
      kind: "guarantee",
      primary: verdicts.some((verdict) => verdict?.primary === true),
      outcomes: verdicts.map((verdict) => verdict?.outcome ?? "inconclusive"),
      samplesMs: samples.some((sample) => sample !== null) ? samples : [],
    };
  });
}

function phasesOfAll(runs: readonly ComparedRun[]): Figure[] {
  const byRun = runs.map(({ failovers }) => phasesOf(failovers));
  const ids = new Set(byRun.flatMap((phases) => [...phases.keys()]));
  return [...ids].map((id) => {
    const samplesMs = byRun.map((phases) => phases.get(id) ?? null);
    return { id, kind: "phase", primary: false, outcomes: [], samplesMs };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
