import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../src/model/errors.ts";
import { type Report, reportSchema } from "../../src/model/report.ts";
import { type Chaos, chaos } from "../../test/e2e/support/chaos.ts";
import { newestRunName } from "../newest-run.ts";
import { startRun } from "./harness.ts";
import { type Ended, type Judged, judged } from "./judged.ts";
import type { Ground, Prepared, Sabotage } from "./sabotage.ts";
import { standingCluster, withoutLeftovers } from "./standing-cluster.ts";
import { Strikes } from "./strikes.ts";

/** What came of a sabotaged run. */
export interface SabotagedRun extends Judged {
  /** The name of its folder; "" where it was refused before it had one. */
  readonly run: string;
  readonly seconds: number;
}

/**
 * Sabotages one run on a kept cluster, takes the sabotage back, and holds what the run said against what it must say.
 * Throws where it could not be prepared, and when the campaign is to end.
 */
export async function sabotagedRun(ground: Ground, sabotage: Sabotage): Promise<SabotagedRun> {
  const beganMs = performance.now();
  await withoutLeftovers(ground);
  if (sabotage.prepare !== undefined) await standingCluster(ground, sabotage);
  const before = newestRunName(ground.reports);
  const strikes = new Strikes(ground, sabotage);
  try {
    const environment = await prepare(ground, sabotage, strikes);
    const run = startRun(ground, sabotage, { scenario: sabotage.scenario, options: sabotage.options, environment });
    // What is struck while the run goes on must not outlive it, and a run that ends before is told by its own end.
    const struck = strikeAt(ground, sabotage, run, strikes);
    const { code } = await run.ended;
    const failures = await struck;
    ground.signal.throwIfAborted();
    const newest = newestRunName(ground.reports);
    const folder = newest === before ? "" : newest;
    const report = folder === "" ? undefined : reportIn(join(ground.reports, folder));
    const own: Ended = { code, words: `${run.stdout()}\n${run.stderr()}`, report };
    const { journal } = sabotage;
    const ended =
      journal === undefined || report === undefined ? own : await replayed(join(ground.reports, folder), own, journal);
    const { problems, ...came } = judged(sabotage.expected, ended);
    const seconds = (performance.now() - beganMs) / 1_000;
    return { ...came, problems: [...failures, ...problems], run: folder, seconds };
  } finally {
    await strikes.takeBack();
  }
}

async function prepare(ground: Ground, sabotage: Sabotage, strikes: Strikes): Promise<Prepared["environment"]> {
  let environment: Prepared["environment"];
  if (sabotage.prepare !== undefined)
    await strikes.strike(async () => {
      const prepared = await sabotage.prepare?.(ground);
      environment = prepared?.environment;
      return prepared?.takeBack;
    });
  return environment;
}

/** Strikes at its moment; returns what went wrong, in words. */
async function strikeAt(ground: Ground, { strike }: Sabotage, run: Chaos, strikes: Strikes): Promise<string[]> {
  if (strike === undefined) return [];
  const came = await run.says(strike.when).then(
    () => true,
    () => false,
  );
  if (!came) return [`it was never struck: the run did not say ${strike.when}`];
  return strikes
    .strike(() => strike.sabotage(ground, run))
    .then(
      () => [],
      (error: unknown) => [`the sabotage itself failed: ${messageOf(error)}`],
    );
}

function reportIn(folder: string): Report | undefined {
  const file = join(folder, "report.json");
  return existsSync(file) ? reportSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

/** What `replay` says of a copy of a run whose journal was changed; throws where the change changes nothing. */
async function replayed(folder: string, own: Ended, change: (text: string) => string): Promise<Ended> {
  const copy = `${folder}-changed`;
  cpSync(folder, copy, { recursive: true });
  const journal = join(copy, "journal.jsonl");
  const text = readFileSync(journal, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error("the journal is as it was: nothing was sabotaged");
  writeFileSync(journal, changed);
  const { code, stdout, stderr } = await chaos("replay", copy, "--json");
  const report = stdout === "" ? undefined : reportSchema.parse(JSON.parse(stdout));
  return { code, words: `${stdout}\n${stderr}`, report, without: own.report };
}
