import type { Report } from "../../model/report.ts";
import { boundsFamilies } from "./openmetrics-bounds.ts";
import { laneFamilies } from "./openmetrics-lanes.ts";
import type { MetricFamily, MetricRow } from "./openmetrics-text.ts";

const outcomes = ["pass", "inconclusive", "fail"] as const;

const weakerLabels = { true: "yes", false: "no", null: "unknown" } as const;

/**
 * What a run came to, as families of figures. Each has the scenario as a label, and never the run's own name: that is in
 * `run_info` alone, so that the figures of a scenario's runs are one series over time.
 */
export function familiesOf(report: Report): MetricFamily[] {
  const scenario = { scenario: report.scenario };
  return [...runFamilies(report, scenario), ...guaranteeFamilies(report, scenario), ...laneFamilies(report, scenario)];
}

type Labels = Readonly<Record<string, string>>;

/** One row for each outcome, 1 for the one that it is: what a stateset is in OpenMetrics. */
function outcomeRows(labels: Labels, outcome: Report["outcome"]): MetricRow[] {
  return outcomes.map((one) => [{ ...labels, outcome: one }, Number(one === outcome)]);
}

function runFamilies(report: Report, scenario: Labels): MetricFamily[] {
  const { cluster, server, faults, errors, machine } = report;
  const info = {
    ...scenario,
    run: report.run,
    topology: cluster?.topology ?? "",
    profile: cluster?.profile ?? "",
    kubernetes: cluster?.kubernetes ?? server?.kubernetes ?? "",
    kind: cluster?.kind ?? "",
    node_image: cluster?.nodeImage ?? "",
    seed: String(report.seed),
    end: report.end,
  };
  const carried = machine.stretches.filter((stretch) => stretch.carried !== "not measured");
  return [
    { name: "run_info", help: "What ran, as labels; always 1.", rows: [[info, 1]] },
    { name: "run_outcome", help: "1 for what the run came to.", rows: outcomeRows(scenario, report.outcome) },
    { name: "run_exit_code", help: "Exit code by its verdict.", rows: [[scenario, report.exitCode]] },
    {
      ...{ name: "run_start_timestamp_seconds", unit: "seconds", help: "When the run started, Unix time." },
      rows: [[scenario, Date.parse(report.startedAt) / 1_000]],
    },
    {
      ...{ name: "run_duration_seconds", unit: "seconds", help: "How long the run took." },
      rows: [[scenario, report.durationMs / 1_000]],
    },
    { name: "run_errors", help: "Errors of the harness itself.", rows: [[scenario, errors.length]] },
    {
      name: "assumption_held",
      help: "1 where an assumption about the run held.",
      rows: report.assumptions.map(({ name, outcome }) => [{ ...scenario, assumption: name }, held(outcome)]),
    },
    {
      name: "fault_proven",
      help: "1 where a fault was seen in this state from outside.",
      rows: faults.flatMap(({ id, fault, active, healed }): MetricRow[] => [
        [{ ...scenario, fault: id, kind: fault, state: "active" }, Number(active?.proven === true)],
        [{ ...scenario, fault: id, kind: fault, state: "healed" }, Number(healed?.proven === true)],
      ]),
    },
    {
      name: "machine_carried",
      help: "1 where the machine could carry what was measured; absent where that was not measured.",
      rows: carried.map(({ name, carried: answer }) => [{ ...scenario, stretch: name }, Number(answer === "yes")]),
    },
  ];
}

function held(outcome: Report["outcome"]): number {
  return Number(outcome === "pass");
}

function guaranteeFamilies({ verdicts, failovers }: Report, scenario: Labels): MetricFamily[] {
  const labelled = verdicts.map((verdict) => ({
    ...verdict,
    labels: { ...scenario, id: verdict.id, guarantee: verdict.guarantee },
  }));
  const measured = labelled.flatMap(({ labels, measuredMs }) =>
    measuredMs === undefined ? [] : [{ labels, measuredMs }],
  );
  const phases = failovers.flatMap(({ faultId, phases: all }) =>
    all.map(({ phase, measuredMs }) => ({ labels: { ...scenario, fault: faultId, phase }, measuredMs })),
  );
  return [
    {
      name: "guarantee_outcome",
      help: "1 for what a guarantee came to.",
      rows: labelled.flatMap(({ labels, outcome }) => outcomeRows(labels, outcome)),
    },
    {
      ...{ name: "guarantee_limit_seconds", unit: "seconds", help: "The limit of a guarantee about time." },
      rows: labelled.flatMap(({ labels, limitMs }): MetricRow[] =>
        limitMs === undefined ? [] : [[labels, limitMs / 1_000]],
      ),
    },
    {
      name: "guarantee_own_limit",
      help: "1 where a limit is a person's own; weaker: whether it is so than the scenario's.",
      rows: labelled.flatMap(({ labels, ownLimit }): MetricRow[] =>
        ownLimit === undefined ? [] : [[{ ...labels, weaker: weakerLabels[`${ownLimit.weaker}`] }, 1]],
      ),
    },
    ...boundsFamilies("guarantee_measured", "What was measured against a guarantee", measured),
    ...boundsFamilies("failover_phase", "When a phase of a failover was over, since the injection", phases),
  ];
}
