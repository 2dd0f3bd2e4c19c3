import { hold } from "../host/clock.ts";
import { cpuMeter } from "../host/cpu-meter.ts";
import type { RunContext } from "./context.ts";
import type { Check } from "./observe/check.ts";
import { checkSteadyState, type SteadyStateAccess } from "./observe/steady-state.ts";

/** Between two looks at the steady state, milliseconds. */
const everyMs = 1_000;

/**
 * The machine counts as settled below this share of all its CPU time; a cluster of seven nodes at rest uses 0.3 to 0.4
 * of 2 cores.
 */
const settledCpuShare = 0.9;

export interface SteadyOptions {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told after every look, for the live view. */
  readonly onLook?: (checks: readonly Check[]) => void;
}

/** Looks until everything holds in two looks in a row; returns the last checks and whether they held. */
export async function awaitSteadyState(
  access: SteadyStateAccess,
  options: SteadyOptions,
): Promise<{ ok: boolean; checks: Check[] }> {
  const end = performance.now() + options.timeoutMs;
  const cpuShare = cpuMeter();
  let held = 0;
  for (;;) {
    await hold(everyMs, options.signal);
    const share = cpuShare();
    const load = {
      name: "load",
      ok: share <= settledCpuShare,
      detail: `${Math.round(share * 100)} % of this machine's CPU in use`,
    };
    const checks = [...(await checkSteadyState(access)), load];
    options.onLook?.(checks);
    held = checks.every((check) => check.ok) ? held + 1 : 0;
    if (held >= 2) return { ok: true, checks };
    if (performance.now() > end) return { ok: false, checks };
  }
}

/** Waits for the steady state after a fault and journals it; returns whether it came back in time. */
export async function recover(run: RunContext, faultId: string, timeoutMs: number): Promise<boolean> {
  run.emit({ type: "phase", name: `recovery of ${faultId}`, edge: "begin" });
  let waiting = "";
  const onLook = (checks: readonly Check[]) => {
    const now = describeOpen(checks);
    if (now !== waiting && now !== "") run.emit({ type: "note", text: `waiting for ${now}` });
    waiting = now;
    // The last look that failed says until when the recovery surely lasted.
    if (now !== "") run.emit({ type: "steady-state", when: "after", faultId, ok: false, checks: [...checks] });
  };
  const { ok, checks } = await awaitSteadyState(run, { timeoutMs, signal: run.signal, onLook });
  run.emit({ type: "steady-state", when: "after", faultId, ok, checks });
  run.emit({ type: "phase", name: `recovery of ${faultId}`, edge: "end" });
  return ok;
}

function describeOpen(checks: readonly Check[]): string {
  return checks
    .filter((check) => !check.ok)
    .map((check) => `${check.name} (${check.detail})`)
    .join("; ");
}
