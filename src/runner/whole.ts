import type { Evidence } from "../model/fault.ts";
import type { MachineShares } from "../model/machine.ts";
import type { RunContext } from "./context.ts";
import { type Check, describeBad } from "./observe/check.ts";
import { awaitHeld } from "./patience.ts";

/** What is looked at until nodes are whole in a new version, and the cluster with them. */
export interface WholeLooks {
  /** Whether the node itself is. */
  isDone(): Promise<Evidence>;
  /** The checks of the steady state. */
  steady(): Promise<readonly Check[]>;
  machine(): MachineShares;
}

/**
 * Waits until an upgrade is seen to be done and the steady state holds, in two looks in a row on a calm machine; what is
 * missing when the time, milliseconds, is over is the evidence. The steady state is asked once the node is done, since
 * it says less about it. Throws the signal's reason.
 */
export async function awaitWhole(
  run: Pick<RunContext, "signal" | "emit">,
  id: string,
  { isDone, steady, machine }: WholeLooks,
  timeoutMs: number,
): Promise<Evidence> {
  let waiting = "";
  let seen = "";
  const look = async (): Promise<Check[]> => {
    const { proven, detail } = await isDone();
    seen = detail;
    const own = { name: id, ok: proven, detail };
    return proven ? [own, ...(await steady())] : [own];
  };
  const onLook = (checks: readonly Check[]) => {
    const now = describeBad(checks);
    if (now !== waiting && now !== "") run.emit({ type: "note", text: `waiting for ${now}` });
    waiting = now;
  };
  const { ok, checks } = await awaitHeld(look, machine, { timeoutMs, signal: run.signal, onLook });
  return ok
    ? { proven: true, detail: `${seen}; the steady state holds again` }
    : { proven: false, detail: describeBad(checks) };
}
