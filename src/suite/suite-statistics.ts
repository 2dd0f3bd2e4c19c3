import { counts } from "../comparison/compared-run.ts";
import type { Figure } from "../comparison/run-set.ts";
import { sideFigure } from "../comparison/side-figure.ts";
import type { SuiteResult, UnweighedRun } from "../model/suite.ts";
import type { SuiteFigure } from "../model/suite-statistics.ts";

/** What of a run says which others it is a repetition of, and what it came to. */
type Repeated = Pick<UnweighedRun, "scenario" | "topology" | "profile" | "kubernetes" | "variant" | "result">;

/**
 * What repeated runs came to, by scenario, guarantee and phase, in their order: each statistic from as many runs on as it
 * needs. Scenarios that ran once have none.
 */
export function suiteStatistics(runs: readonly Repeated[]): SuiteFigure[] {
  const byScenario = Map.groupBy(runs, ({ scenario, topology, profile, kubernetes, variant }) =>
    JSON.stringify([scenario, topology, profile, kubernetes, variant]),
  );
  return [...byScenario.values()].flatMap((all) => {
    const [first] = all;
    const results = all.flatMap(({ result }) => (result === null || !counts(result) ? [] : [result]));
    if (first === undefined || results.length < 2) return [];
    const on = `${first.topology}, ${first.profile} timings${first.variant === "" ? "" : `, ${first.variant}`}`;
    return figuresOf(results).map((figure) => suiteFigure(first.scenario, on, figure));
  });
}

function suiteFigure(scenario: string, on: string, figure: Figure): SuiteFigure {
  const { median, medianInterval, p95, worst, ...rest } = sideFigure(figure);
  const { id, kind, primary } = figure;
  return {
    ...{ scenario, on, id, kind, primary },
    ...rest,
    ...{ medianMs: median, medianIntervalMs: medianInterval, p95Ms: p95, worstMs: worst },
  };
}

function figuresOf(results: readonly SuiteResult[]): Figure[] {
  const verdictsOf = (id: string) => results.map(({ verdicts }) => verdicts.find((verdict) => verdict.id === id));
  const guarantees = idsOf(results.flatMap(({ verdicts }) => verdicts)).map((id): Figure => {
    const verdicts = verdictsOf(id);
    return {
      ...{ id, kind: "guarantee", primary: verdicts.some((verdict) => verdict?.primary === true) },
      outcomes: verdicts.map((verdict) => verdict?.outcome ?? "inconclusive"),
      samplesMs: onlySeen(verdicts.map((verdict) => verdict?.measuredMs ?? null)),
    };
  });
  const phases = idsOf(results.flatMap((result) => result.phases)).map((id): Figure => {
    const samples = results.map((result) => result.phases.find((phase) => phase.id === id)?.measuredMs ?? null);
    return { ...{ id, kind: "phase", primary: false, outcomes: [] }, samplesMs: onlySeen(samples) };
  });
  return [...guarantees, ...phases];
}

function idsOf(all: readonly { readonly id: string }[]): string[] {
  return [...new Set(all.map(({ id }) => id))];
}

/** Where no run has measured anything, there is nothing that any of them did not see. */
function onlySeen(samples: Figure["samplesMs"]): Figure["samplesMs"] {
  return samples.some((sample) => sample !== null) ? samples : [];
}
