import { defineSuiteReporter } from "../../model/reporter.ts";
import { jsonPieces } from "../parts/json-pieces.ts";

/** The whole summary as JSON; its shape is docs/suite.schema.json. */
export default defineSuiteReporter({
  file: "summary.json",
  summary: "the summary as JSON (docs/suite.schema.json)",
  render: ({ suite }) => JSON.stringify(suite, null, 2),
  pieces: ({ suite }) => jsonPieces(suite),
});
