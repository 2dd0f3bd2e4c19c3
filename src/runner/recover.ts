import type { MachineMeter } from "../host/machine-meter.ts";
import type { RunContext } from "./context.ts";
import { type Injected, sinceBegun } from "./fault/injected.ts";
import type { Check } from "./observe/check.ts";
import { checkSteadyState, type SteadyStateAccess } from "./observe/steady-state.ts";
import { awaitHeld, type Held, type PatienceOptions } from "./patience.ts";

/** Looks until everything holds in two looks in a row on a calm machine; returns the last checks and what did not. */
export function awaitSteadyState(
  access: SteadyStateAccess & { newMeter(): MachineMeter },
  options: PatienceOptions,
): Promise<Held> {
  return awaitHeld(() => checkSteadyState(access), access.newMeter(), options);
}

/** Waits for the steady state after a fault and journals it; returns whether it came back in time. */
export async function recover(run: RunContext, injected: Injected, timeoutMs: number): Promise<boolean> {
  const { id: faultId } = injected;
  run.emit({ type: "phase", name: `recovery of ${faultId}`, edge: "begin" });
  const tell = (ok: boolean, checks: Check[]) =>
    run.emit({ type: "steady-state", when: "after", faultId, ok, checks, sinceMs: sinceBegun(injected, run) });
  let waiting = "";
  const onLook = (checks: readonly Check[]) => {
    const now = describeOpen(checks);
    if (now !== waiting && now !== "") run.emit({ type: "note", text: `waiting for ${now}` });
    waiting = now;
    // The last look that failed says until when the recovery surely lasted.
    if (now !== "") tell(false, [...checks]);
  };
  const { ok, checks } = await awaitSteadyState(run, { timeoutMs, signal: run.signal, onLook });
  tell(ok, checks);
  run.emit({ type: "phase", name: `recovery of ${faultId}`, edge: "end" });
  return ok;
}

function describeOpen(checks: readonly Check[]): string {
  return checks
    .filter((check) => !check.ok)
    .map((check) => `${check.name} (${check.detail})`)
    .join("; ");
}
