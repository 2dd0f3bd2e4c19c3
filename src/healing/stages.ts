import { messageOf } from "../model/errors.ts";
import type { EscalationStage } from "../model/escalation.ts";
import type { Evidence } from "../model/fault.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import { restoreAddresses } from "./addresses.ts";
import type { Begun, HealingEngine } from "./begun.ts";
import { proveGone } from "./gone.ts";
import type { UndoHit } from "./own-nodes.ts";
import { startingAt, stopping, usualStopSeconds } from "./restarting.ts";
import { type TakeBackOptions, takeBack } from "./take-back.ts";

/** How long each stage may take in all, milliseconds. */
export interface EscalationLimits {
  readonly againMs: number;
  readonly restartMs: number;
}

/**
 * How long each stage may take in all, milliseconds. Once more: the slowest undo that was seen to succeed took 15 s. A
 * restart: a control plane's container is up after 2 s, its components on a loaded machine after 40 s.
 */
const usualLimits: EscalationLimits = { againMs: 60_000, restartMs: 120_000 };

/** How a fault is taken back in a stage. */
export interface StageOptions extends TakeBackOptions {
  /** The usual ones where they are not given. */
  readonly limits?: EscalationLimits;
}

/** One node's hit, and what was last seen of it. */
export interface Left {
  readonly hit: UndoHit;
  readonly evidence: Evidence;
}

/** The time of an undo, or of a proof, milliseconds: at least what the fault itself says that it may take. */
function longEnough(ms: number, { definition }: Begun): number {
  return Math.max(ms, definition.healsMs ?? 0);
}

type TryStage = (engine: HealingEngine, begun: Begun, hit: UndoHit, options: StageOptions) => Promise<Evidence>;

/** The work of the stages that a node can be mended by; half of the time is the undo's, half the proof's. */
export const tryStage: Readonly<Record<Exclude<EscalationStage, "recreate-cluster">, TryStage>> = {
  again: async (engine, begun, hit, options) => {
    const { againMs } = options.limits ?? usualLimits;
    const timed = { ...options, timeoutMs: longEnough(againMs / 2, begun) };
    if (!(await wasStartedAnew(begun, hit))) return takeBack(engine, { ...begun, hits: [hit] }, timed);
    // Its first proof ended at once, and what runs in it is just starting: the time that was left is given here.
    const timeoutMs = Math.max(timed.timeoutMs, options.timeoutMs);
    // What the undo itself starts anew is proven as ever.
    const startsAnew = begun.definition
      .undo(hit.context, begun.params, hit.captured)
      .some(({ do: what }) => what === "start");
    const prove = startsAnew ? options.prove : proveGone;
    return takeBack(engine, anew(engine, begun, hit), { ...options, timeoutMs, prove });
  },
  "restart-node": async (engine, begun, hit, options) => {
    const end = performance.now() + (options.limits ?? usualLimits).restartMs;
    await restart(engine, begun, hit, options);
    const timeoutMs = longEnough(Math.max(0, end - performance.now()) / 2, begun);
    return takeBack(engine, anew(engine, begun, hit), { ...options, timeoutMs, prove: proveGone });
  },
};

/** Whether a node's container was started anew since the fault was injected; false where that cannot be asked. */
function wasStartedAnew({ runtime }: Begun, { context }: UndoHit): Promise<boolean> {
  return runtime.startedAnew(context.node.name).catch(() => false);
}

/** Puts all nodes back to the addresses that they had when the fault was begun. */
export async function putBackAddresses(
  engine: HealingEngine,
  left: readonly Left[],
  tell: TakeBackOptions["tell"],
): Promise<void> {
  const cluster = left[0]?.hit.context.cluster;
  if (cluster === undefined) return;
  const found = await restoreAddresses(engine, cluster.network, cluster.nodes);
  for (const { what, done } of found) tell(`${what}: ${done}`);
}

/**
 * One hit, looked at anew: its container may have been started anew since the fault was injected. Whatever the fault's
 * own proof waits for may have gone with its processes: what counts is that nothing is left.
 */
function anew(engine: HealingEngine, begun: Begun, hit: UndoHit): Begun {
  return { ...begun, hits: [hit], runtime: checkedRuntime(engine, hit.context.cluster) };
}

/** Stops a node's container and starts it at its own address; what fails is told, the proof says whether it helped. */
async function restart(
  engine: HealingEngine,
  { runtime }: Begun,
  { context: { node, cluster } }: UndoHit,
  { tell }: TakeBackOptions,
): Promise<void> {
  for (const action of [...stopping(node.name, usualStopSeconds), startingAt(node, cluster.network)]) {
    try {
      // Throws where the container under that name is not the cluster's: that one is not touched.
      await runtime.inspect(node.name);
      await engine.act(action);
    } catch (error) {
      tell(messageOf(error));
    }
  }
}
