import { hold } from "../../src/host/clock.ts";
import { type Chaos, chaos } from "../../test/e2e/support/chaos.ts";
import { type Aftermath, untilNothingIsLeft } from "./after-kill.ts";
import type { Victim } from "./choose-kill.ts";
import type { KillGround } from "./ground.ts";

/** Until when nothing of a fault may be left, milliseconds: nobody did anything; the engine came back. */
const limits = { alone: 60_000, engine: 300_000 } as const;
/** How much longer it is looked, so that a row says how long it really took, milliseconds. */
const patienceMs = 120_000;
/** How long a look may fail after all was done, milliseconds: a member that was just started refuses for a moment. */
const atEndMs = 10_000;
/** How long a run that was not killed itself may take to end, milliseconds. */
const endMs = 600_000;

/** Waits for what has to heal, gives the one command where one is due, and looks; adds what was wrong to the problems. */
export async function aftermath(
  { engine, cluster, reports }: KillGround,
  victim: Victim,
  run: Chaos,
  sinceMs: number,
  problems: string[],
): Promise<Aftermath> {
  if (victim === "harness") {
    const seen = await untilNothingIsLeft(engine, cluster, sinceMs, limits.alone + patienceMs);
    if (seen.goneMs !== undefined && seen.goneMs > limits.alone) problems.push("later than 60 s");
    return seen;
  }
  if (victim === "harness+watchdog") {
    await run.ended;
    const cleaned = await chaos("clean", "--undo-only", "--cluster", cluster, "--reports", reports);
    if (cleaned.code !== 0) problems.push(`clean ended with ${cleaned.code}: ${cleaned.stdout}${cleaned.stderr}`);
    return untilNothingIsLeft(engine, cluster, sinceMs, performance.now() - sinceMs + atEndMs);
  }
  // An engine that is back is given its time while the run goes on; what that one breaks then, it heals by its end.
  const back = victim === "engine" ? untilNothingIsLeft(engine, cluster, sinceMs, limits.engine) : undefined;
  if (!(await endsInTime(run))) {
    problems.push(`the run did not end within ${endMs / 1_000} s`);
    run.process.kill("SIGKILL");
  }
  const atEnd = await untilNothingIsLeft(engine, cluster, sinceMs, performance.now() - sinceMs + atEndMs);
  return atEnd.goneMs === undefined ? atEnd : ((await back) ?? atEnd);
}

async function endsInTime(run: Chaos): Promise<boolean> {
  const waiting = new AbortController();
  const late = hold(endMs, waiting.signal).then(
    () => false,
    () => true,
  );
  try {
    return await Promise.race([run.ended.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}
