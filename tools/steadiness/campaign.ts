// Runs the whole library, round by round, and writes docs/results.md; it goes on after the rows that are there:
// node tools/steadiness/campaign.ts [--campaign COMMIT] [--rounds 3] [--runs N] [--only NAME,NAME] [--name steady] [--keep]
// --campaign goes on with that one, also at another commit; without it the campaign is that of this commit. --runs ends
// it after so many runs; --keep leaves the last cluster for the next time.
// Exit codes: 0 the library is steady as far as it has come, 1 under 98 % passed, an outcome is not explained in
// docs/results/explanations.json, or a fail was not the cluster's, 2 bad usage, or another campaign is under way.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { reportSchema } from "../../src/model/report.ts";
import { known, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";
import { chaos } from "../../test/e2e/support/chaos.ts";
import { campaignTicket } from "../campaign-ticket.ts";
import { commitOf } from "../commit.ts";
import { newestRunName } from "../newest-run.ts";
import { type Candidate, type Due, dueRuns } from "./due.ts";
import { judgedRow } from "./judged-row.ts";
import { argumentsOf, nameOf, otherKinds } from "./other-kinds.ts";
import { recordedExplanations, recordedRows, resultsPage, rowsFile } from "./recorded.ts";
import { lineOf, type Row } from "./rows.ts";
import { controlScenario, problemsOf } from "./summary.ts";

const page = join(projectFolder, "docs/results.md");
const reports = resolve(projectFolder, "reports/steadiness");
/** Nothing is broken for ten minutes, ten times: nothing may be found. */
const quiet = { file: join(import.meta.dirname, `${controlScenario}.ts`), rounds: 10 };

/** A pass, a fail, an inconclusive: what a run ends with that has judged anything. */
const judgedCodes: readonly (number | null)[] = [0, 1, 3];

const { values } = parseArgs({
  options: {
    campaign: { type: "string" },
    rounds: { type: "string", default: "3" },
    runs: { type: "string" },
    only: { type: "string" },
    name: { type: "string", default: "steady" },
    keep: { type: "boolean", default: false },
  },
});
const name = `kc-${values.name}`;
/** Which group the cluster of that name is of, where an earlier call kept it. */
const keptGroup = `${reports}.${name}`;
const commit = commitOf();
const campaign = values.campaign ?? commit;
process.exitCode = await alone().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
});

async function alone(): Promise<number> {
  const ticket = campaignTicket(name, reports);
  try {
    await allDue(await candidatesOf(numberOf("rounds", values.rounds)), numberOf("runs", values.runs ?? "Infinity"));
    const problems = problemsOf(rows(), recordedExplanations());
    for (const problem of problems) say(problem);
    return problems.length === 0 ? 0 : 1;
  } finally {
    if (!values.keep) await remove();
    ticket.release();
  }
}

async function allDue(candidates: readonly Candidate[], most: number): Promise<void> {
  let group = existsSync(keptGroup) ? readFileSync(keptGroup, "utf8") : undefined;
  for (let runs = 0; runs < most; runs++) {
    const due = dueRuns(candidates, rows());
    const [next] = due;
    if (next === undefined) break;
    if (group !== next.group) {
      await remove();
      await setUpFor(next);
    }
    group = next.group;
    writeFileSync(keptGroup, group);
    say(`${due.length} to go: ${next.scenario}, round ${next.round} (${next.group})`);
    const row = await runOnce(next);
    appendFileSync(rowsFile, lineOf(row));
    writeFileSync(page, resultsPage());
    say(`${row.outcome}: ${row.scenario} ${row.why.join("; ")}`);
  }
}

function numberOf(option: string, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number >= 1)) throw new Error(`--${option} is a number from 1 on, not "${text}"`);
  return number;
}

async function candidatesOf(rounds: number): Promise<Candidate[]> {
  const loaded = await loadScenarios([...namesOf("scenario"), quiet.file], await known());
  const only = values.only?.split(",");
  const usual = loaded.map(({ name: own, scenario, topology }): Candidate => {
    const isControl = own === controlScenario;
    return {
      scenario: own,
      ...(isControl ? { name: quiet.file } : {}),
      group: `${topology.name}, ${scenario.profile}`,
      rounds: isControl ? quiet.rounds : rounds,
    };
  });
  const others = otherKinds.flatMap((by) =>
    usual
      .filter(({ scenario }) => by.scenarios.includes(scenario))
      .map((one): Candidate => {
        const group = `${one.group}, kind ${by.kind}`;
        return { scenario: nameOf(one.scenario, by), name: one.scenario, group, rounds: 1, by };
      }),
  );
  return [...usual, ...others].filter(({ scenario }) => only?.includes(scenario) ?? true);
}

/** What another kind needs is provided before its first run: nothing is measured meanwhile. */
async function setUpFor({ by }: Due): Promise<void> {
  if (by === undefined) return;
  say(`setup ${argumentsOf(by).join(" ")}`);
  const { code, stderr } = await chaos("setup", ...argumentsOf(by));
  if (code !== 0) say(stderr.trim().split("\n").at(-1) ?? "");
}

async function runOnce({ scenario, name: asked = scenario, round, group, by: other }: Due): Promise<Row> {
  const [topology = "", profile = ""] = group.split(", ");
  const startedAt = new Date().toISOString();
  const about = { scenario, round, topology, profile, campaign, commit, startedAt };
  const by = other === undefined ? [] : argumentsOf(other);
  const args = ["run", asked, ...by, "--reuse", "--name", name, "--reports", reports];
  const older = newestRunName(reports);
  const first = await chaos(...args);
  const unfit = /is not fit to be used again.*/.exec(first.stderr)?.[0];
  if (unfit !== undefined) await remove();
  const { code, stderr } = unfit === undefined ? first : await chaos(...args);
  const before = unfit === undefined ? [] : [`the cluster was made anew: ${unfit}`];
  const folder = newestRunName(reports);
  const file = join(reports, folder, "report.json");
  // A run that crashed has no report, and the newest folder may be an earlier one's.
  if (!judgedCodes.includes(code) || folder === older || !existsSync(file)) {
    const last = `exit code ${code}: ${stderr.trim().split("\n").at(-1) ?? ""}`;
    return { ...about, run: "", outcome: "broken", durationMs: 0, why: [...before, last], figures: [] };
  }
  const { why, ...came } = judgedRow(reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))));
  return { ...about, run: folder, ...came, why: [...before, ...why] };
}

async function remove(): Promise<void> {
  rmSync(keptGroup, { force: true });
  await chaos("clean", "--all", "--cluster", name);
}

/** Those of this campaign. */
function rows(): Row[] {
  return recordedRows().filter((row) => row.campaign === campaign);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
