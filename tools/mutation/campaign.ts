// Mutates what judges, has the tests notice it, and writes docs/results/mutation.md; it goes on where it was:
// node tools/mutation/campaign.ts [--mutate 'src/analysis/history/**/*.ts'] [--page]
// --mutate takes a part only, --page writes the page of what is known and runs nothing.
// Exit codes: 0 enough were noticed (85 %), 1 too few, 2 the run itself failed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { type Explanations, type MutationReport, noticedShare, renderMutation } from "./page.ts";

/** Of all mutants so many must be noticed. */
const wantedShare = 0.85;
const known = join(projectFolder, "reports/mutation/incremental.json");
const explanations = join(projectFolder, "docs/results/survivors.json");
const page = join(projectFolder, "docs/results/mutation.md");

const { values } = parseArgs({ options: { mutate: { type: "string" }, page: { type: "boolean", default: false } } });
process.exitCode = values.page ? write() : (run() ?? write());

/** An exit code where it failed. */
function run(): number | undefined {
  const part = values.mutate === undefined ? [] : ["--mutate", values.mutate];
  const { status } = spawnSync("stryker", ["run", ...part], { cwd: projectFolder, stdio: "inherit" });
  return status === 0 ? undefined : 2;
}

function write(): number {
  if (!existsSync(known)) {
    process.stderr.write(`${known} is not there: nothing was mutated yet\n`);
    return 2;
  }
  const report = JSON.parse(readFileSync(known, "utf8")) as MutationReport;
  const words: Explanations = existsSync(explanations) ? JSON.parse(readFileSync(explanations, "utf8")) : {};
  writeFileSync(page, renderMutation(report, words));
  const reached = noticedShare(report);
  process.stdout.write(`wrote docs/results/mutation.md: ${(100 * reached).toFixed(1)} % noticed\n`);
  return reached >= wantedShare ? 0 : 1;
}
