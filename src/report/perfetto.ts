import { describeOwnLimits } from "../analysis/limits/own-limit.ts";
import { defineReporter, type ReporterInput } from "../model/reporter.ts";
import { traceEvents } from "./parts/trace-events.ts";
import { traceGroups } from "./parts/trace-groups.ts";

/** The run over time for Perfetto (ui.perfetto.dev, "Open trace file") and chrome://tracing, with one event on a line. */
export default defineReporter({
  file: "perfetto.json",
  summary: "the run over time for Perfetto, as a Chrome trace (JSON)",
  render: (input) => render(input),
});

function render(input: ReporterInput): string {
  const { run, scenario, outcome, startedAt, durationMs, verdicts } = input.report;
  const about = JSON.stringify({ run, scenario, outcome, startedAt, limits: describeOwnLimits(verdicts) });
  const events = traceEvents(traceGroups(input), durationMs).map((event) => JSON.stringify(event));
  return `{"displayTimeUnit":"ms","otherData":${about},"traceEvents":[\n${events.join(",\n")}\n]}`;
}
