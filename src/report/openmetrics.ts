import { defineReporter } from "../model/reporter.ts";
import { familiesOf } from "./parts/openmetrics-families.ts";
import { openMetricsText } from "./parts/openmetrics-text.ts";

/** The report's figures for a metrics store: node_exporter's textfile collector reads files of this ending. */
export default defineReporter({
  file: "metrics.prom",
  summary: "the report's figures as OpenMetrics text, without timestamps",
  render: ({ report }) => openMetricsText(familiesOf(report)),
});
