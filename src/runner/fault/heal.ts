import { proveGone } from "../../healing/gone.ts";
import { proveHealed as seekHealed, takeBack } from "../../healing/take-back.ts";
import { messageOf } from "../../model/errors.ts";
import type { Evidence } from "../../model/fault.ts";
import type { RunContext } from "../context.ts";
import type { Injected } from "./injected.ts";

/** How long a healing may take, whatever happens to the run, milliseconds. */
const healTimeoutMs = 60_000;

/**
 * From when on a healing is late, milliseconds: a fault that lasted so much longer than it was held is not the one that
 * the scenario asked for. The slowest seen (etcd brought back by a kubelet that first waits for its API server) took 15
 * s.
 */
const lateMs = 30_000;

/**
 * Takes a fault back on all its nodes at once and proves that it is gone; never throws, and leaves the undo on disk
 * open where either failed.
 */
export async function heal(run: RunContext, injected: Injected): Promise<void> {
  const { id } = injected;
  run.emit({ type: "fault-healing", id });
  const begunAt = run.clock.now();
  const tell = (problem: string) => run.emit({ type: "note", text: `healing ${id}: ${problem}` });
  const seen = await takeBack(run.engine, injected, { timeoutMs: healTimeoutMs, tell, prove: seekHealed });
  run.emit({ type: "fault-healed", id, evidence: inTime(seen, run.clock.now() - begunAt) });
  noteDeed(run, injected, seen);
}

/**
 * Makes sure that a fault that is over at once left nothing of its own, and notes it; whether the cluster took it well
 * is asked when the steady state is awaited. Never throws.
 */
export async function settle(run: RunContext, injected: Injected): Promise<void> {
  const over: Evidence = { proven: true, detail: "it is over at once and leaves nothing" };
  const tell = (problem: string) => run.emit({ type: "note", text: `settling ${injected.id}: ${problem}` });
  const options = { timeoutMs: healTimeoutMs, tell, prove: proveGone };
  noteDeed(run, injected, leavesSomething(injected) ? await takeBack(run.engine, injected, options) : over);
}

/** A deed that cannot be written was done all the same: the undo stays open and is carried out once more, harmlessly. */
export function noteDeed(run: RunContext, injected: Injected, { proven, detail }: Evidence): void {
  const deed = proven || !leavesSomething(injected) ? "healed" : "not-healed";
  const { strike, id } = injected;
  try {
    run.undo.note({ deed, strike, folder: run.folder, by: "harness", at: new Date().toISOString(), detail });
  } catch (error) {
    run.emit({ type: "note", text: `the undo of ${id} stays open: ${messageOf(error)}` });
  }
}

/** Whether anything of it could stay behind on a node. */
function leavesSomething({ definition, params, hits }: Injected): boolean {
  return hits.some(({ context, captured }) => definition.undo(context, params, captured).length > 0);
}

/**
 * Looks until the cluster shows that the component is back, for a fault that is over at once; called while the steady
 * state is awaited.
 */
export async function proveHealed(run: RunContext, injected: Injected): Promise<void> {
  run.emit({ type: "fault-healed", id: injected.id, evidence: await seekHealed(injected, healTimeoutMs) });
}

/** Evidence that came late proves another fault than the one that was asked for. */
export function inTime(evidence: Evidence, tookMs: number): Evidence {
  if (!evidence.proven || tookMs <= lateMs) return evidence;
  return {
    proven: false,
    detail: `healed late, after ${Math.round(tookMs / 1_000)} s of ${lateMs / 1_000} s: ${evidence.detail}`,
  };
}
