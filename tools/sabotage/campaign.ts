// Breaks clusters and the harness itself on purpose, and looks whether it is caught by name; the rows go to
// docs/results/sabotage.json, from which docs/track-record.md is made:
// node tools/sabotage/campaign.ts [--only NAME,NAME] [--missing] [--name sabotage] [--keep]
// --missing leaves out those that were caught before, by today's expectation; --keep leaves the last cluster for the
// next time. SIGINT and SIGTERM end the run under way, and what was struck is taken back.
// Exit codes: 0 each was caught as it must be, 1 one was not, 2 bad usage, or it was ended before its end.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Engine } from "../../src/host/engine.ts";
import { messageOf } from "../../src/model/errors.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { chaos } from "../../test/e2e/support/chaos.ts";
import { campaignTicket } from "../campaign-ticket.ts";
import { commitOf } from "../commit.ts";
import { caughtRow, digestOf, type Row, readRows, withRow } from "./rows.ts";
import type { Ground, Sabotage } from "./sabotage.ts";
import { sabotagedRun } from "./sabotaged-run.ts";
import { allSabotages } from "./sabotages.ts";
import { removeCluster } from "./standing-cluster.ts";
import { unshown } from "./track-record.ts";

/** A sabotage with its name. */
interface Named {
  readonly name: string;
  readonly sabotage: Sabotage;
}

const page = join(projectFolder, "docs/results/sabotage.json");

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    missing: { type: "boolean", default: false },
    name: { type: "string", default: "sabotage" },
    keep: { type: "boolean", default: false },
  },
});
process.exitCode = await campaign().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
});

async function campaign(): Promise<number> {
  const engine = new Engine();
  await engine.ping();
  const stop = stopOnSignal();
  const reports = resolve(projectFolder, "reports/sabotage");
  const ground: Ground = { engine, cluster: `kc-${values.name}`, reports, signal: stop };
  const ticket = campaignTicket(ground.cluster, reports);
  try {
    return await allOf(ground, inOrder(await wantedNames()));
  } finally {
    if (!values.keep) await removeCluster(ground);
    ticket.release();
  }
}

async function allOf(ground: Ground, wanted: readonly Named[]): Promise<number> {
  let wrong = 0;
  let last: string | undefined;
  for (const [index, { name, sabotage }] of wanted.entries()) {
    say(`${index + 1}/${wanted.length} ${name}: ${sabotage.weakness}`);
    // Another topology or profile is another cluster.
    if (last !== undefined && clusterOf(sabotage) !== last) await removeCluster(ground);
    last = clusterOf(sabotage);
    let row = await rowOf(ground, name, sabotage);
    // A campaign before may have kept a cluster of another topology or profile.
    if (row.problems.some((problem) => problem.includes("is taken on this Docker engine"))) {
      await removeCluster(ground);
      row = await rowOf(ground, name, sabotage);
    }
    ground.signal.throwIfAborted();
    write(row);
    const isCaught = row.problems.length === 0;
    say(`${isCaught ? "caught" : "NOT CAUGHT"}: ${JSON.stringify(row)}`);
    if (!isCaught) wrong += 1;
    // What the sabotage or the run left must not count in the next; where it was not caught nobody knows what that is.
    const isReusable = isCaught && sabotage.ruins !== true && (await isCleaned(ground));
    if (!isReusable) await removeCluster(ground);
  }
  const without = values.only === undefined ? unshown(await allSabotages()) : [];
  if (without.length > 0) say(`no sabotage shows ${without.join(", ")}`);
  return wrong + without.length === 0 ? 0 : 1;
}

async function isCleaned({ cluster }: Ground): Promise<boolean> {
  return (await chaos("clean", "--undo-only", "--cluster", cluster)).code === 0;
}

/** Aborted by the first signal that is to end this process; the second ends it as it always does. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      say(`${signal}: takes back what was struck, then ends`);
      stop.abort(new Error(`ended by ${signal}`));
    });
  return stop.signal;
}

async function wantedNames(): Promise<Named[]> {
  const all = await allSabotages();
  const only = values.only?.split(",") ?? [...all.keys()];
  const unknown = only.filter((name) => !all.has(name));
  if (unknown.length > 0)
    throw new Error(`no sabotage is called ${unknown.join(", ")}; there are ${[...all.keys()].join(", ")}`);
  return [...all]
    .map(([name, sabotage]) => ({ name, sabotage }))
    .filter(({ name }) => only.includes(name))
    .filter(({ name, sabotage }) => !values.missing || caughtRow(rows(), name, sabotage) === undefined);
}

/** Those of one topology one after the other, and those that ruin it last. */
function inOrder(wanted: readonly Named[]): Named[] {
  const place = ({ sabotage }: Named) => `${clusterOf(sabotage)} ${Number(sabotage.ruins ?? false)}`;
  return wanted.toSorted((a, b) => place(a).localeCompare(place(b)));
}

function clusterOf({ topology, profile }: Sabotage): string {
  return `${topology ?? ""} ${profile ?? ""}`;
}

/** A sabotage that throws is a row as well: it was not caught, and the others have their turn. */
async function rowOf(ground: Ground, name: string, sabotage: Sabotage): Promise<Row> {
  const commit = commitOf();
  const expectation = digestOf(sabotage);
  const day = new Date().toISOString().slice(0, 10);
  const about = { sabotage: name, scenario: sabotage.scenario, expectation, commit, day };
  try {
    const { run, outcome, ...came } = await sabotagedRun(ground, sabotage);
    const lists = { caughtBy: [...came.caughtBy], said: [...came.said], problems: [...came.problems] };
    return { ...about, run, seconds: Math.round(came.seconds), outcome, ...lists };
  } catch (error) {
    const problems = [`the sabotage itself failed: ${messageOf(error)}`];
    return { ...about, run: "", seconds: 0, outcome: "no run", caughtBy: [], said: [], problems };
  }
}

function rows(): Row[] {
  return existsSync(page) ? readRows(readFileSync(page, "utf8")) : [];
}

function write(row: Row): void {
  writeFileSync(page, `${JSON.stringify(withRow(rows(), row), null, 2)}\n`);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
