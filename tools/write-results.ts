// Writes docs/results.md from the summary of a run of all scenarios, and of later runs of some of them, which take
// their places: node tools/write-results.ts <summary.json> [<summary.json> …]
// Exit codes: 0 every verdict is as expected, 1 one is not, 2 the summary is not of a whole run: then nothing is
// written.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Suite, suiteSchema } from "../src/model/suite.ts";
import { missing, renderResults, together, unexpected } from "./results-page.ts";

const [file, ...later] = process.argv.slice(2);
process.exitCode = file === undefined ? refuse("name a summary.json") : write(file, later);

function write(summary: string, laterSummaries: readonly string[]): number {
  const again = laterSummaries.map(read);
  const suite = together([read(summary), ...again]);
  const notRun = missing(suite);
  if (notRun.length > 0) return refuse(`${summary} is not of a whole run: ${notRun.join(", ")} not run`);
  const page = join(import.meta.dirname, "../docs/results.md");
  writeFileSync(page, renderResults(suite, again));
  process.stdout.write(`wrote docs/results.md: ${suite.runs.length} scenarios\n`);
  const bad = unexpected(suite);
  for (const one of bad) process.stderr.write(`not as expected: ${one}\n`);
  return bad.length === 0 ? 0 : 1;
}

function read(summary: string): Suite {
  return suiteSchema.parse(JSON.parse(readFileSync(summary, "utf8")));
}

function refuse(reason: string): number {
  process.stderr.write(`write-results: ${reason}\n`);
  return 2;
}
