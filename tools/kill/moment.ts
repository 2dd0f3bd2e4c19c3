import { hold } from "../../src/host/clock.ts";
import { readProcesses } from "../../src/host/processes.ts";
import type { Chaos } from "../../test/e2e/support/chaos.ts";
import type { Moment, Victim } from "./choose-kill.ts";
import { type Helpers, helpersOf } from "./helpers.ts";
import { hasReached, type Phase, phaseOf } from "./phase.ts";

/** Between two looks at the progress of a run, milliseconds. */
const lookMs = 20;
/** How long a helper of the run is waited for that is to be killed, milliseconds; it may just be starting. */
const helperMs = 5_000;

/** Waits for the moment; returns the phase that the run is in then, undefined where it ended before. */
export async function reach(run: Chaos, { from, delayMs }: Moment, isOver: () => boolean): Promise<Phase | undefined> {
  for (let reachedMs: number | undefined; !isOver(); await hold(lookMs)) {
    const phase = phaseOf(run.stderr());
    if (!hasReached(phase, from)) continue;
    reachedMs ??= performance.now();
    // The run is nearly over: later there is nothing to be killed.
    const isLast = from !== "last steady state" && hasReached(phase, "last steady state");
    if (isLast || performance.now() - reachedMs >= delayMs) return phase;
  }
  return undefined;
}

/** The run's other processes; those that are to be killed may just be starting. */
export async function helpersFor(victim: Victim, harness: number): Promise<Helpers> {
  const end = performance.now() + helperMs;
  for (;;) {
    const helpers = helpersOf(harness, readProcesses());
    const wanted = victim === "prober" ? helpers.prober : victim.includes("watchdog") ? helpers.watchdog : [harness];
    if (wanted.length > 0 || performance.now() > end) return helpers;
    await hold(lookMs);
  }
}
