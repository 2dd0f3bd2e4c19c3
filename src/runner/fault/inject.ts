import { randomUUID } from "node:crypto";
import type { UndoHit } from "../../healing/own-nodes.ts";
import { hold } from "../../host/clock.ts";
import { messageOf, PlatformError } from "../../model/errors.ts";
import type { Untimed } from "../../model/event.ts";
import type { FaultSpec } from "../../model/fault.ts";
import { checkedRuntime } from "../../node-tools/checked-runtime.ts";
import { describeTarget, resolveTarget } from "../../targets/target.ts";
import type { RunContext } from "../context.ts";
import { recordContainers } from "../observe/containers.ts";
import { proveActive } from "./evidence.ts";
import { heal, noteUnstruck, settle } from "./heal.ts";
import { type Injected, type Meant, sinceBegun } from "./injected.ts";
import { moveReusedAway } from "./reused-connections.ts";
import { currentRoles } from "./roles.ts";
import { isStopped, isWatched } from "./watched.ts";

/**
 * How long evidence of a fault is looked for, milliseconds; the slowest seen (a static pod held down on a loaded
 * machine) took 4 s.
 */
const evidenceTimeoutMs = 15_000;

/**
 * The same at the end of a fault, milliseconds: it was active, so one look that got stuck may be repeated and no more.
 */
const stillActiveTimeoutMs = 2_000;

/**
 * The life of one fault: undo on disk, inject, evidence that it is active, hold and do the work that belongs to the
 * hold, evidence that it still is active, heal, evidence that it is gone. Healing happens whatever went wrong in
 * between, and under its own time limit, never the run's signal. Returns undefined when the fault did not come about,
 * with the reason in the journal: then nothing further is to be broken.
 */
export async function injectFault(
  run: RunContext,
  id: string,
  spec: FaultSpec,
  holdMs: number,
  seed: number,
  whileHeld: () => Promise<void> = async () => {},
): Promise<Injected | undefined> {
  if (!(await isWatched(run, id))) return undefined;
  const meant = await begin(run, id, spec, seed);
  if (meant === undefined) return undefined;
  // A watchdog that takes over says so first and reads what is open then: of the two at least one sees the other.
  if (isStopped(run, `${id} is not injected`)) {
    noteUnstruck(run, meant);
    return undefined;
  }
  const injected: Injected = { ...meant, begunAt: run.clock.now() };
  let real = false;
  try {
    run.emit({ type: "fault-injecting", id });
    const struck = (await hitAll(run, injected)) ? { struckMs: sinceBegun(injected, run) } : undefined;
    real = struck !== undefined && (await proveActive(run, injected, evidenceTimeoutMs, struck));
    if (real && injected.definition.sustained) {
      // Work that is under way ends before the fault is healed, also where the hold was cut short.
      const either = AbortSignal.any([run.signal, run.guard.signal]);
      const ends = await Promise.allSettled([hold(holdMs, either), whileHeld()]);
      real = !isStopped(run, `${id} is ended`);
      if (!real) return undefined;
      for (const end of ends) if (end.status === "rejected") throw end.reason;
      // A fault that wore off while it was held was not the fault that the scenario asked for.
      await proveActive(run, injected, stillActiveTimeoutMs);
      await recordContainers(run, id);
    }
  } finally {
    if (injected.definition.sustained || !real) await heal(run, injected);
    else await settle(run, injected);
  }
  return real ? injected : undefined;
}

/**
 * Finds out whom it hits and puts on disk what takes it back; a target that is not there to be broken ends the steps,
 * not the run.
 */
async function begin(run: RunContext, id: string, spec: FaultSpec, seed: number): Promise<Meant | undefined> {
  const definition = await run.loadFault(spec.fault);
  const runtime = checkedRuntime(run.engine, run.cluster);
  let hits: readonly UndoHit[];
  try {
    const targets = await resolveTarget(spec.target, run.cluster, currentRoles(run), seed);
    await moveReusedAway(run, spec.target, targets);
    hits = await Promise.all(
      targets.map(async (node) => {
        const context = { node, targets, cluster: run.cluster };
        const captured = await definition.capture(runtime, context, spec.params);
        // What cannot be read back from the undo log could not be healed from it.
        return { context, captured: definition.captured.parse(captured) };
      }),
    );
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    run.emit({ type: "error", code: error.code, message: `${id} was not injected: ${error.message}` });
    return undefined;
  }
  const strike = randomUUID();
  const meant: Meant = { id, strike, runtime, definition, spec, params: spec.params, hits };
  const undo = hits.flatMap(({ context, captured }) => definition.undo(context, spec.params, captured));
  const target = await describeTarget(spec.target);
  // What nobody wants any more is not even meant: from here on nothing is waited for until it is injected.
  run.signal.throwIfAborted();
  run.undo.intend({
    strike,
    id,
    folder: run.folder,
    at: new Date().toISOString(),
    cluster: run.cluster,
    fault: spec.fault,
    params: spec.params,
    hits: hits.map(({ context, captured }) => ({ node: context.node.name, captured })),
  });
  const intent: Untimed = {
    type: "fault-intent",
    id,
    fault: spec.fault,
    description: definition.describe(spec.params),
    target,
    nodes: hits.map(({ context }) => context.node.short),
    sustained: definition.sustained,
    ...(definition.halts === undefined ? {} : { halts: definition.halts }),
    ...(definition.expires === undefined ? {} : { expires: definition.expires }),
    inject: hits.flatMap(({ context, captured }) => [...definition.inject(context, spec.params, captured)]),
    undo,
    captured: hits.map(({ context: { node }, captured }) => ({
      node: node.short,
      containerId: node.containerId,
      ...captured,
    })),
  };
  try {
    run.emit(intent);
  } catch (error) {
    noteUnstruck(run, meant);
    throw error;
  }
  return meant;
}

/** Hits all nodes at once; returns whether every action succeeded. */
async function hitAll(run: RunContext, injected: Injected): Promise<boolean> {
  const { id, strike, definition, params, hits } = injected;
  const strikes = hits.map(async ({ context, captured }) => {
    for (const action of definition.inject(context, params, captured)) await run.engine.act(action, strike);
  });
  // Every strike ends before anything is healed: one that came after its undo would stay.
  const failed = (await Promise.allSettled(strikes)).filter((result) => result.status === "rejected");
  if (failed.length === 0) return true;
  const detail = failed.map(({ reason }) => messageOf(reason)).join("; ");
  run.emit({ type: "fault-active", id, evidence: { proven: false, detail }, sinceMs: sinceBegun(injected, run) });
  return false;
}
