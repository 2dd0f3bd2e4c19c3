import pRetry from "p-retry";
import { messageOf } from "../../model/errors.ts";
import type { Evidence } from "../../model/fault.ts";
import type { RunContext } from "../context.ts";
import { seekHealed } from "./evidence.ts";
import { type Hit, type Injected, sinceBegun } from "./injected.ts";

/** How long a healing may take, whatever happens to the run, milliseconds. */
const healTimeoutMs = 60_000;

/** Between two tries to take a fault back, milliseconds. */
const againMs = 500;

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
  run.emit({ type: "fault-healing", id, sinceMs: sinceBegun(injected, run) });
  const begunAt = run.clock.now();
  const problems = await Promise.all(injected.hits.map((hit) => takeBack(run, injected, hit)));
  const problem = problems.find((text) => text !== undefined);
  const seen = problem === undefined ? await seekHealed(injected, healTimeoutMs) : { proven: false, detail: problem };
  const evidence = inTime(seen, run.clock.now() - begunAt);
  run.emit({ type: "fault-healed", id, evidence, sinceMs: sinceBegun(injected, run) });
  if (seen.proven || !leavesSomething(injected)) await run.undoDone(id);
}

/** Whether anything of it could stay behind on a node. */
function leavesSomething({ definition, spec, hits }: Injected): boolean {
  return hits.some(({ context, captured }) => definition.undo(context, spec.params, captured).length > 0);
}

/**
 * Looks until the cluster shows that the component is back, for a fault that is over at once; called while the steady
 * state is awaited.
 */
export async function proveHealed(run: RunContext, injected: Injected): Promise<void> {
  const evidence = await seekHealed(injected, healTimeoutMs);
  run.emit({ type: "fault-healed", id: injected.id, evidence, sinceMs: sinceBegun(injected, run) });
}

/** Evidence that came late proves another fault than the one that was asked for. */
export function inTime(evidence: Evidence, tookMs: number): Evidence {
  if (!evidence.proven || tookMs <= lateMs) return evidence;
  return {
    proven: false,
    detail: `healed late, after ${Math.round(tookMs / 1_000)} s of ${lateMs / 1_000} s: ${evidence.detail}`,
  };
}

/** Carries out the undo on one node; returns why that failed, or undefined. */
async function takeBack(run: RunContext, injected: Injected, { context, captured }: Hit): Promise<string | undefined> {
  const { id, definition, spec } = injected;
  let reason = "";
  for (const action of definition.undo(context, spec.params, captured)) {
    try {
      // The action is idempotent: it is tried again until it works or the time is over.
      await pRetry(() => run.engine.act(action), {
        retries: Number.POSITIVE_INFINITY,
        maxRetryTime: healTimeoutMs,
        minTimeout: againMs,
        factor: 1,
        onFailedAttempt: ({ error }) => {
          if (messageOf(error) !== reason) run.emit({ type: "note", text: `healing ${id}: ${messageOf(error)}` });
          reason = messageOf(error);
        },
      });
    } catch (error) {
      // The time is over: the last reason is what a person needs, and `clean` finds the undo on disk.
      return `${context.node.short} could not be healed: ${messageOf(error)}`;
    }
  }
  return undefined;
}
