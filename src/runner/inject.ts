import { controlPlanes, type Node } from "../model/cluster.ts";
import { messageOf } from "../model/errors.ts";
import type { Evidence, Facts, FaultDefinition, FaultSpec } from "../model/fault.ts";
import { hold, until } from "./clock.ts";
import type { RunContext } from "./context.ts";
import { describeTarget, resolveTarget } from "./targets.ts";

/** How long evidence of a fault is looked for, milliseconds; the slowest seen (a static pod held down on a loaded machine) took 4 s. */
const evidenceTimeoutMs = 15_000;

/** How long a healing may take, whatever happens to the run, milliseconds. */
const healTimeoutMs = 60_000;

/** A fault that was begun: what is needed to take it back. */
export interface Injected {
  readonly id: string;
  readonly definition: FaultDefinition;
  readonly spec: FaultSpec;
  readonly node: Node;
  readonly facts: Facts;
}

/**
 * The life of one fault: undo on disk, inject, evidence that it is active, hold, evidence that it still is, heal, evidence that it is gone.
 * Healing happens whatever went wrong in between, and under its own time limit, never the run's signal.
 */
export async function injectFault(
  run: RunContext,
  id: string,
  spec: FaultSpec,
  holdMs: number,
  seed: number,
): Promise<Injected> {
  const definition = await run.loadFault(spec.fault);
  const node = resolveTarget(spec.target, run.cluster, (await run.etcd.status()).members, seed);
  await moveReusedAway(run, spec, node);
  const facts = await definition.capture(run.engine, node, spec.params);
  const injected: Injected = { id, definition, spec, node, facts };
  const undo = definition.undo(node, spec.params, facts, run.cluster);
  const inject = definition.inject(node, spec.params, facts);
  await run.recordUndo(id, undo);
  run.emit({
    type: "fault-intent",
    id,
    fault: spec.fault,
    description: definition.describe(spec.params),
    target: describeTarget(spec.target),
    nodes: [node.short],
    lasts: definition.lasts,
    inject: [...inject],
    undo: [...undo],
  });
  run.signal.throwIfAborted();
  try {
    run.emit({ type: "fault-injecting", id });
    for (const action of inject) await run.engine.act(action);
    await proveActive(run, injected);
    if (definition.lasts) {
      await hold(holdMs, run.signal);
      // A fault that wore off while it was held was not the fault that the scenario asked for.
      await proveActive(run, injected);
    }
  } finally {
    if (definition.lasts) await heal(run, injected);
    else await run.undoDone(id);
  }
  return injected;
}

/** Looks until the cluster shows that the component is back, for a fault that is over at once; called while the steady state is awaited. */
export async function proveHealed(run: RunContext, injected: Injected): Promise<void> {
  const { definition, node, spec, facts } = injected;
  const evidence = await prove("healed", healTimeoutMs, () => definition.healed(run.engine, node, spec.params, facts));
  run.emit({ type: "fault-healed", id: injected.id, evidence });
}

async function proveActive(run: RunContext, { id, definition, spec, node, facts }: Injected): Promise<void> {
  const evidence = await prove("active", evidenceTimeoutMs, () =>
    definition.active(run.engine, node, spec.params, facts),
  );
  run.emit({ type: "fault-active", id, evidence });
}

async function heal(run: RunContext, injected: Injected): Promise<void> {
  const { id, definition, spec, node, facts } = injected;
  run.emit({ type: "fault-healing", id });
  for (const action of definition.undo(node, spec.params, facts, run.cluster)) {
    await until({ what: `healing ${id}`, timeoutMs: healTimeoutMs, everyMs: 500 }, async () => {
      try {
        await run.engine.act(action);
        return true;
      } catch (error) {
        // The action is idempotent: it is tried again until it works or the time is over.
        run.emit({ type: "note", text: `healing ${id}: ${messageOf(error)}` });
        return undefined;
      }
    });
  }
  await proveHealed(run, injected);
  await run.undoDone(id);
}

/** Looks for evidence until it is there; what was last seen when the time is over is the answer, not an error. */
async function prove(what: string, timeoutMs: number, look: () => Promise<Evidence>): Promise<Evidence> {
  let last: Evidence = { proven: false, detail: `no look at whether it is ${what} succeeded` };
  try {
    return await until({ what, timeoutMs, everyMs: 100 }, async () => {
      last = await look().catch((error: unknown) => ({ proven: false, detail: messageOf(error) }));
      return last.proven ? last : undefined;
    });
  } catch {
    // The time is over: unproven evidence makes the run inconclusive.
    return last;
  }
}

/** Lets the reused connections of the probes live elsewhere than on the node that will be hit, where the scenario asks for it. */
async function moveReusedAway(run: RunContext, spec: FaultSpec, node: Node): Promise<void> {
  if (!("reused" in spec.target) || spec.target.reused !== "elsewhere") return;
  const backend = controlPlanes(run.cluster).findIndex((other) => other.name === node.name);
  const pinned = await run.prober.pinnedBackends();
  // A lane that goes straight to a node has no other backend to move to.
  const lanes = run.lanes
    .filter((lane) => lane.via === "lb" && pinned[lane.index] === backend)
    .map((lane) => lane.index);
  if (lanes.length === 0) return;
  await run.prober.moveReused(lanes, backend);
  run.emit({
    type: "note",
    text: `reused connections of ${lanes.length} lanes moved away from ${node.short} before the fault`,
  });
}
