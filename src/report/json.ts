import { defineReporter } from "../model/reporter.ts";

/** The whole report as JSON; its shape is docs/report.schema.json. */
export default defineReporter({
  file: "report.json",
  summary: "the report as JSON (docs/report.schema.json)",
  render: ({ report }) => JSON.stringify(report, null, 2),
});
