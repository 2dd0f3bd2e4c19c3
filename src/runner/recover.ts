import { machineMeter } from "../host/machine-meter.ts";
import type { RunContext } from "./context.ts";
import type { Check } from "./observe/check.ts";
import { checkSteadyState, type SteadyStateAccess } from "./observe/steady-state.ts";
import { awaitHeld, type Held, type PatienceOptions } from "./patience.ts";

/** Looks until everything holds in two looks in a row on a calm machine; returns the last checks and what did not. */
export function awaitSteadyState(access: SteadyStateAccess, options: PatienceOptions): Promise<Held> {
  return awaitHeld(() => checkSteadyState(access), machineMeter(), options);
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
