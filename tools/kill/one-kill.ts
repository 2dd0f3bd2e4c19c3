import { execa } from "execa";
import { hold } from "../../src/host/clock.ts";
import type { Engine } from "../../src/host/engine.ts";
import { killProcess } from "../../src/host/processes.ts";
import { type Chaos, newestRun, startChaos } from "../../test/e2e/support/chaos.ts";
import { healersSince, undoState } from "./after-kill.ts";
import { aftermath } from "./aftermath.ts";
import type { Kill, Victim } from "./choose-kill.ts";
import type { KillGround } from "./ground.ts";
import type { Helpers } from "./helpers.ts";
import { helpersFor, reach } from "./moment.ts";
import type { Phase } from "./phase.ts";
import type { Row } from "./rows.ts";

/** Between two tries to reach an engine that is on its way back, milliseconds. */
const engineMs = 200;
/** What came of a kill, as its row says it. */
export type Outcome = Pick<Row, "moment" | "killed" | "run" | "healedBy" | "seconds"> & { readonly problems: string[] };

/** Runs a scenario, kills at the moment, and looks what comes of it; undefined where the run ended before its moment. */
export async function killOnce(ground: KillGround, kill: Kill, file: string): Promise<Outcome | undefined> {
  const { cluster, reports } = ground;
  const run = startChaos("run", file, "--reuse", "--name", cluster, "--reports", reports);
  let over = false;
  run.ended.then(() => {
    over = true;
  });
  try {
    const phase = await reach(run, kill.moment, () => over);
    return phase === undefined ? undefined : await killAt(phase, ground, kill, run);
  } finally {
    // What went wrong with the looking must not leave a run behind that goes on breaking.
    if (!over) run.process.kill("SIGKILL");
  }
}

async function killAt(phase: Phase, ground: KillGround, { victim, moment }: Kill, run: Chaos): Promise<Outcome> {
  const helpers = await helpersFor(victim, run.process.pid ?? 0);
  const at = new Date().toISOString();
  const beganMs = performance.now();
  const killed = await strikeDown(ground, victim, run, helpers);
  // Of an engine it counts from its return.
  const sinceMs = victim === "engine" ? performance.now() : beganMs;
  const problems: string[] = [];
  const { goneMs, left } = await aftermath(ground, victim, run, sinceMs, problems);
  if (goneMs === undefined) problems.push(`left: ${left.join("; ")}`);
  const { code, signal } = await run.ended;
  if (victim === "prober" && code === 0 && helpers.prober.length > 0) problems.push("it passed without its probes");
  return {
    moment: `${phase}, ${(moment.delayMs / 1_000).toFixed(1)} s after ${moment.from}`,
    killed,
    run: signal ?? `exit code ${code}`,
    healedBy: healersSince(undoState(ground.cluster), newestRun(ground.reports), at),
    seconds: goneMs === undefined ? "" : (goneMs / 1_000).toFixed(0),
    problems,
  };
}

/** Kills, or restarts the engine; returns who it was, in words. */
async function strikeDown(ground: KillGround, victim: Victim, run: Chaos, helpers: Helpers): Promise<string> {
  if (victim === "engine") {
    const [command = "", ...words] = ground.restartEngine ?? [];
    await execa(command, words);
    await untilAnswers(ground.engine);
    return "the engine, restarted";
  }
  // The helpers first: none of them is to notice that the harness is gone.
  const pids = {
    harness: [],
    "harness+watchdog": helpers.watchdog,
    prober: helpers.prober,
    watchdog: helpers.watchdog,
  }[victim];
  for (const pid of pids) killProcess(pid);
  if (victim.startsWith("harness")) run.process.kill("SIGKILL");
  const asMeant = victim === "harness" || pids.length > 0;
  return asMeant ? victim : `${victim}, which there was none of yet`;
}

async function untilAnswers(engine: Engine): Promise<void> {
  while (
    !(await engine.ping().then(
      () => true,
      () => false,
    ))
  )
    await hold(engineMs);
}
