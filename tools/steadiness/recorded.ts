import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { renderResults } from "./page.ts";
import { type Row, readRows } from "./rows.ts";
import { type Explanations, readExplanations } from "./summary.ts";

/** Where the rows of all campaigns are. */
export const rowsFile = join(projectFolder, "docs/results/steadiness.jsonl");
const explanationsFile = join(projectFolder, "docs/results/explanations.json");

/** The rows of all campaigns in the project; none where there was none yet. */
export function recordedRows(): Row[] {
  return existsSync(rowsFile) ? readRows(readFileSync(rowsFile, "utf8")) : [];
}

/** What is known of runs that did not pass. */
export function recordedExplanations(): Explanations {
  return existsSync(explanationsFile) ? readExplanations(readFileSync(explanationsFile, "utf8")) : {};
}

/** docs/results.md of what is recorded by now. */
export function resultsPage(): string {
  return renderResults(recordedRows(), recordedExplanations(), namesOf("scenario"));
}
