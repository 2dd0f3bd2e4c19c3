import type { LaneFigures } from "../../model/figures.ts";
import type { Report } from "../../model/report.ts";
import { boundsFamilies } from "./openmetrics-bounds.ts";
import type { MetricFamily, MetricRow } from "./openmetrics-text.ts";

type Labels = Readonly<Record<string, string>>;

/** What clients saw, as families of figures: of every lane in every stretch, of every watch over the whole run. */
export function laneFamilies({ stretches, watches, prober }: Report, scenario: Labels): MetricFamily[] {
  const lanes = stretches.flatMap(({ name, lanes: figures }) =>
    figures.map((lane) => ({ lane, labels: { ...scenario, lane: lane.lane, stretch: name } })),
  );
  const rows = (make: (lane: LaneFigures, labels: Labels) => readonly MetricRow[]) =>
    lanes.flatMap(({ lane, labels }) => make(lane, labels));
  const each = (labels: Labels, label: string, values: Readonly<Record<string, number>>): MetricRow[] =>
    Object.entries(values).map(([word, value]) => [{ ...labels, [label]: word }, value]);
  return [
    {
      name: "lane_attempts",
      help: "Attempts of a lane in a stretch of the run.",
      rows: rows(({ ok, late, failed, unknown }, labels) => each(labels, "result", { ok, late, failed, unknown })),
    },
    {
      name: "lane_errors",
      help: "Attempts that failed, or whose answer was lost, by class of error.",
      rows: rows(({ errors }, labels) => each(labels, "error", errors)),
    },
    {
      ...{ name: "lane_availability_ratio", unit: "ratio", help: "Share of attempts that succeeded within a time." },
      rows: rows(({ availability }, labels) => (availability === null ? [] : each(labels, "within", availability))),
    },
    {
      ...{ name: "lane_latency_seconds", unit: "seconds", help: "Latency of the successes of a lane." },
      rows: rows(({ latencyMs }, labels) =>
        latencyMs === null
          ? []
          : each(labels, "statistic", {
              p50: latencyMs.p50 / 1_000,
              p99: latencyMs.p99 / 1_000,
              max: latencyMs.max / 1_000,
            }),
      ),
    },
    {
      name: "lane_outages",
      help: "Outages of a lane in a stretch.",
      rows: rows(({ outageCount }, labels) => [[labels, outageCount]]),
    },
    ...boundsFamilies(
      "lane_longest_outage",
      "The longest outage of a lane; absent where there was none",
      lanes.flatMap(({ lane: { longestOutage: outage }, labels }) =>
        outage === null ? [] : [{ labels, measuredMs: [outage.atLeastMs, outage.atMostMs] as const }],
      ),
    ),
    {
      name: "watch_writes",
      help: "Acknowledged writes that were to arrive on a watch, and what became of them.",
      rows: watches.flatMap(({ lane, writes }) => each({ ...scenario, lane }, "state", writes)),
    },
    {
      ...{
        name: "prober_late_start_seconds",
        unit: "seconds",
        help: "How long after their schedule attempts started.",
      },
      rows:
        prober.lateStartMs === null
          ? []
          : each(scenario, "statistic", {
              p50: prober.lateStartMs.p50 / 1_000,
              p99: prober.lateStartMs.p99 / 1_000,
              max: prober.lateStartMs.max / 1_000,
            }),
    },
  ];
}
