import { type EscalationOptions, takeBackForGood } from "../../healing/escalation.ts";
import { proveGone } from "../../healing/gone.ts";
import { proveOnAll } from "../../healing/proof.ts";
import { proveHealed as seekHealed, type TakeBackOptions } from "../../healing/take-back.ts";
import { messageOf } from "../../model/errors.ts";
import type { Evidence } from "../../model/fault.ts";
import type { RunContext } from "../context.ts";
import { type Injected, type Meant, sinceBegun } from "./injected.ts";

/**
 * How long a healing by the fault's own undo may take, whatever happens to the run, milliseconds; a fault may say that it
 * takes longer.
 */
const healTimeoutMs = 60_000;

/**
 * From when on a healing is late, milliseconds: a fault that lasted so much longer than it was held is not the one that
 * the scenario asked for. The slowest seen (etcd brought back by a kubelet that first waits for its API server) took 15
 * s.
 */
const lateMs = 30_000;

/** How long it is looked whether it left no harm, milliseconds: one look that got stuck may be repeated and no more. */
const unharmedTimeoutMs = 2_000;

/**
 * Takes a fault back on all its nodes at once and proves that it is gone; never throws, and leaves the undo on disk
 * open where either failed.
 */
export async function heal(run: RunContext, injected: Injected): Promise<void> {
  const { id } = injected;
  run.emit({ type: "fault-healing", id, sinceMs: sinceBegun(injected, run) });
  const begunAt = run.clock.now();
  let undoneMs: number | undefined;
  const onUndone = () => {
    undoneMs = run.clock.now() - begunAt;
  };
  const options = { ...optionsOf(run, injected, "healing", seekHealed), onUndone };
  const seen = await takeBackForGood(run.engine, injected, options);
  const tookMs = run.clock.now() - begunAt;
  const evidence = inTime(await unharmed(injected, seen), tookMs, injected.definition.healsMs);
  const took = undoneMs === undefined ? {} : { undoneMs };
  run.emit({ type: "fault-healed", id, evidence, sinceMs: sinceBegun(injected, run), ...took });
  noteDeed(run, injected, seen);
}

/**
 * Makes sure that a fault that is over at once left nothing of its own, and notes it; whether the cluster took it well
 * is asked when the steady state is awaited. Never throws.
 */
export async function settle(run: RunContext, injected: Injected): Promise<void> {
  const over: Evidence = { proven: true, detail: "it is over at once and leaves nothing" };
  const options = optionsOf(run, injected, "settling", proveGone);
  noteDeed(run, injected, leavesSomething(injected) ? await takeBackForGood(run.engine, injected, options) : over);
}

/** How a run takes a fault back, and says so: of a cluster that is not kept the last resort is to give it up. */
function optionsOf(
  { emit, giveUpCluster }: RunContext,
  { id, definition }: Injected,
  doing: string,
  prove: TakeBackOptions["prove"],
): EscalationOptions {
  const tell = (problem: string) => emit({ type: "note", text: `${doing} ${id}: ${problem}` });
  return {
    timeoutMs: definition.healsMs ?? healTimeoutMs,
    tell,
    prove,
    onStage: (stage, detail) => emit({ type: "escalation", id, stage, detail }),
    ...(giveUpCluster === undefined ? {} : { recreate: giveUpCluster }),
  };
}

/** Notes that a fault whose undo is on the disk was never injected: there is nothing to be taken back. */
export function noteUnstruck(run: RunContext, injected: Meant): void {
  noteDeed(run, injected, { proven: true, detail: "it was not injected" });
}

/** A deed that cannot be written was done all the same: the undo stays open and is carried out once more, harmlessly. */
function noteDeed(run: RunContext, injected: Meant, { proven, detail }: Evidence): void {
  const deed = proven || !leavesSomething(injected) ? "healed" : "not-healed";
  const { strike, id } = injected;
  try {
    run.undo.note({ deed, strike, folder: run.folder, by: "harness", at: new Date().toISOString(), detail });
  } catch (error) {
    run.emit({ type: "note", text: `the undo of ${id} stays open: ${messageOf(error)}` });
  }
  if (deed === "healed" || run.giveUpCluster !== undefined) return;
  const { name } = run.cluster;
  const command = `npx kind-chaos clean --undo-only --cluster ${name}`;
  run.emit({ type: "note", text: `${name} is kept, and ${id} is not taken back on it: ${command}` });
}

/** Whether anything of it could stay behind on a node. */
function leavesSomething({ definition, params, hits }: Meant): boolean {
  return hits.some(({ context, captured }) => definition.undo(context, params, captured).length > 0);
}

/**
 * Looks until the cluster shows that the component is back, for a fault that is over at once; called while the steady
 * state is awaited.
 */
export async function proveHealed(run: RunContext, injected: Injected): Promise<void> {
  const evidence = await seekHealed(injected, healTimeoutMs);
  run.emit({ type: "fault-healed", id: injected.id, evidence, sinceMs: sinceBegun(injected, run) });
}

/**
 * Evidence that a fault is gone from what it promised to leave as it was, and did not, proves another fault than the one
 * that was asked for.
 */
async function unharmed({ definition, params, runtime, hits }: Injected, gone: Evidence): Promise<Evidence> {
  if (!gone.proven || definition.unharmed === undefined) return gone;
  const seen = await proveOnAll("unharmed", unharmedTimeoutMs, hits, async ({ context, captured }) =>
    definition.unharmed === undefined ? gone : definition.unharmed(runtime, context, params, captured),
  );
  return seen.proven ? gone : { proven: false, detail: `${gone.detail}; it left harm: ${seen.detail}` };
}

/** Evidence that came late proves another fault than the one that was asked for; the limit is in milliseconds. */
export function inTime(evidence: Evidence, tookMs: number, limitMs = lateMs): Evidence {
  if (!evidence.proven || tookMs <= limitMs) return evidence;
  return {
    proven: false,
    detail: `healed late, after ${Math.round(tookMs / 1_000)} s of ${limitMs / 1_000} s: ${evidence.detail}`,
  };
}
