// Kills at random moments of real runs and writes docs/results/kills.md, where it goes on after the rows that are there:
// node tools/kill/campaign.ts [--kills 10] [--seed 7] [--restart-engine "systemctl restart docker"] [--name kill]
// Exit codes: 0 all held after each kill, 1 something did not, 2 bad usage, or no kill could be done.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Engine } from "../../src/host/engine.ts";
import { messageOf } from "../../src/model/errors.ts";
import { projectFolder } from "../../src/scenario/catalogue.ts";
import { chaos } from "../../test/e2e/support/chaos.ts";
import { chooseKill, type Kill } from "./choose-kill.ts";
import type { KillGround } from "./ground.ts";
import { killOnce } from "./one-kill.ts";
import { type Prey, preyIn } from "./prey.ts";
import { describeProblems, isRight, type Row, readRows, renderRows } from "./rows.ts";
import { killTopology } from "./scenarios.ts";
import { steadiness } from "./steadiness.ts";

const page = join(projectFolder, "docs/results/kills.md");
/** A passing run follows after so many kills. */
const passingEvery = 10;
/** How often a passing run is tried: it may meet a machine that is too busy. */
const passingTries = 3;
/** So many runs in a row that end before their moment: then no kill can be done here. */
const mostFailures = 5;

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "10" },
    seed: { type: "string" },
    "restart-engine": { type: "string" },
    name: { type: "string", default: "kill" },
  },
});
process.exitCode = await campaign().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 2;
});

async function campaign(): Promise<number> {
  const rows = existsSync(page) ? readRows(readFileSync(page, "utf8")) : [];
  const kills = Number(values.kills);
  const seed = Number(values.seed ?? rows.at(-1)?.seed ?? Date.now() % 1_000_000);
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed))
    throw new Error("--kills and --seed are numbers");
  const reports = resolve(projectFolder, "reports/kills");
  const words = values["restart-engine"]?.split(" ").filter(Boolean);
  const engine = new Engine();
  await engine.ping();
  const ground: KillGround = {
    engine,
    cluster: `kc-${values.name}`,
    reports,
    ...(words === undefined ? {} : { restartEngine: words }),
  };
  const prey = await preyIn(reports, say);
  const ways = Map.groupBy(prey, ({ fault }) => fault);
  const faults = [...ways].map(([name, all]) => [name, all.length] as const).toSorted(([a], [b]) => a.localeCompare(b));
  say(`seed ${seed}, ${rows.length} rows so far, ${faults.length} faults in ${prey.length} ways; first a passing run`);
  await makeFit(ground);
  const first = rows.length;
  let failures = 0;
  for (let number = (rows.at(-1)?.number ?? 0) + 1; rows.length < first + kills && failures < mostFailures; number++) {
    const kill = chooseKill(seed, number, { faults, engine: words !== undefined });
    const hunted = ways.get(kill.fault)?.[kill.way];
    if (hunted === undefined) continue;
    const row = await rowOf(ground, kill, hunted, seed, (rows.length + 1) % passingEvery === 0);
    failures = row === undefined ? failures + 1 : 0;
    if (row === undefined) continue;
    rows.push(row);
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, renderRows(rows));
    say(`${rows.length - first}/${kills} ${isRight(row) ? "held" : "DID NOT HOLD"}: ${JSON.stringify(row)}`);
    // What was wrong after one kill must not count after the next.
    if (!isRight(row)) await makeFit(ground);
  }
  const done = rows.slice(first);
  if (done.length < kills) say(`only ${done.length} of ${kills} kills could be done`);
  return done.length === 0 ? 2 : done.every(isRight) ? 0 : 1;
}

/** One kill with all that is looked at afterwards; undefined where none came about, with the reason said. */
async function rowOf(
  ground: KillGround,
  kill: Kill,
  prey: Prey,
  seed: number,
  passing: boolean,
): Promise<Row | undefined> {
  const { number, fault, victim, moment } = kill;
  say(`kill ${number}: ${victim} at ${moment.from} + ${moment.delayMs} ms of ${prey.file}`);
  try {
    const outcome = await killOnce(ground, kill, prey.file);
    if (outcome === undefined) {
      say("the run ended before its moment");
      return undefined;
    }
    // As a person would: what the dead run left beside its fault goes, and the kept cluster stays.
    const { reports, cluster, engine } = ground;
    await chaos("clean", "--cluster", cluster, "--reports", reports);
    const after = await steadiness(engine, prey.prepared.cluster, cluster, reports);
    return {
      number,
      seed,
      scenario: prey.origin,
      fault,
      ...outcome,
      problems: describeProblems(outcome.problems),
      steady: after,
      passing: passing ? await passingRun(ground) : "",
    };
  } catch (error) {
    say(`kill ${number} failed: ${messageOf(error)}`);
    return undefined;
  }
}

/** The outcome of a run in which nothing is broken and nobody killed, on the kept cluster. */
async function passingRun({ cluster, reports }: KillGround): Promise<string> {
  const args = ["run", "baseline", "--topology", killTopology, "--reuse", "--name", cluster, "--reports", reports];
  let code: number | null = null;
  for (let attempt = 0; attempt < passingTries && code !== 0; attempt++) code = (await chaos(...args)).code;
  return code === 0 ? "pass" : `exit code ${code}`;
}

/** Has a run pass, on a new cluster where none passes on the one that is there; throws where it passes on neither. */
async function makeFit(ground: KillGround): Promise<void> {
  const { cluster, reports } = ground;
  const kept = await passingRun(ground);
  say(`passing run: ${kept}`);
  if (kept === "pass") return;
  say("the cluster is made anew");
  await chaos("clean", "--all", "--cluster", cluster, "--reports", reports);
  const fresh = await passingRun(ground);
  if (fresh !== "pass") throw new Error(`no run passes, not even on a new cluster: ${fresh}`);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}
