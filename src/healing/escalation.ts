import type { Action } from "../model/action.ts";
import { messageOf } from "../model/errors.ts";
import { type EscalationStage, escalationStageSchema } from "../model/escalation.ts";
import type { Evidence } from "../model/fault.ts";
import { checkedRuntime } from "../node-tools/checked-runtime.ts";
import type { Begun, HealingEngine } from "./begun.ts";
import { proveGone } from "./gone.ts";
import type { UndoHit } from "./own-nodes.ts";
import { together } from "./proof.ts";
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

/** What a container that is to be restarted gets to stop by itself, seconds: docker's own limit. */
const stopSeconds = 10;

/** What is known when a try to take a fault back ended without proof. */
export interface Stuck {
  /** Stages that were gone through. */
  readonly tried: readonly EscalationStage[];
  /** Whether the engine answers for a node that is left: else it is not the fault that does not heal. */
  readonly reachable: boolean;
  /** Whether the cluster may be given up: never one that is kept. */
  readonly mayRecreate: boolean;
}

/** What is done next about a fault that does not heal; undefined where nothing more may be done: its undo stays open. */
export function nextStage({ tried, reachable, mayRecreate }: Stuck): EscalationStage | undefined {
  const next = escalationStageSchema.options[tried.length];
  if (next === "restart-node" && !reachable) return undefined;
  return next === "recreate-cluster" && !mayRecreate ? undefined : next;
}

/** How a fault is taken back, and what else may be done where that does not help. */
export interface EscalationOptions extends TakeBackOptions {
  /** Told before each stage: what is done, to what, and why. */
  onStage(stage: EscalationStage, detail: string): void;
  /** Gives the cluster up, which is deleted and made anew for who needs one; not there where nobody may. */
  readonly recreate?: () => void;
  /** The usual ones where they are not given. */
  readonly limits?: EscalationLimits;
}

/** One node's hit, and what was last seen of it. */
interface Left {
  readonly hit: UndoHit;
  readonly evidence: Evidence;
}

/**
 * Takes a fault back; where it is not seen to be gone, takes it back once more, then with the containers of the nodes
 * that are left restarted before, then gives the cluster up where that is allowed. Never throws; each stage has a limit.
 */
export async function takeBackForGood(
  engine: HealingEngine,
  begun: Begun,
  options: EscalationOptions,
): Promise<Evidence> {
  let seen = await takeBack(engine, begun, options);
  let left: readonly Left[] = begun.hits.map((hit) => ({ hit, evidence: seen }));
  const tried: EscalationStage[] = [];
  while (!seen.proven) {
    const mayRecreate = options.recreate !== undefined;
    const stage = nextStage({ tried, reachable: await anyReachable(begun, left), mayRecreate });
    if (stage === undefined) return seen;
    tried.push(stage);
    options.onStage(stage, `${stageWords[stage](left, begun)}, because it is not seen to be gone: ${seen.detail}`);
    if (stage === "recreate-cluster") {
      options.recreate?.();
      return seen;
    }
    const tries = await Promise.all(left.map(({ hit }) => tryStage[stage](engine, begun, hit, options)));
    const looked = left.map(({ hit }, index) => ({ hit, evidence: tries[index] as Evidence }));
    left = looked.filter(({ evidence }) => !evidence.proven);
    const shown = left.length === 0 ? looked : left;
    seen = together(
      shown.map(({ hit }) => hit),
      shown.map(({ evidence }) => evidence),
    );
  }
  return tried.length === 0 ? seen : { ...seen, detail: `${seen.detail} (escalated: ${tried.join(", ")})` };
}

/** What is done in each stage, in words. */
const stageWords: Readonly<Record<EscalationStage, (left: readonly Left[], begun: Begun) => string>> = {
  again: () => "taking it back once more",
  "restart-node": (left) => `restarting ${left.map(({ hit }) => hit.context.node.short).join(", ")}`,
  "recreate-cluster": (_left, { hits }) =>
    `giving up ${hits[0]?.context.cluster.name ?? "the cluster"}, which is deleted and made anew for the next run`,
};

type TryStage = (engine: HealingEngine, begun: Begun, hit: UndoHit, options: EscalationOptions) => Promise<Evidence>;

/** The work of the stages that a node can be mended by; half of the time is the undo's, half the proof's. */
const tryStage: Readonly<Record<Exclude<EscalationStage, "recreate-cluster">, TryStage>> = {
  again: (engine, begun, hit, options) => {
    const { againMs } = options.limits ?? usualLimits;
    return takeBack(engine, { ...begun, hits: [hit] }, { ...options, timeoutMs: againMs / 2 });
  },
  "restart-node": async (engine, begun, hit, options) => {
    const end = performance.now() + (options.limits ?? usualLimits).restartMs;
    await restart(engine, begun, hit, options);
    // A container that was started anew is looked at anew; whatever the fault's own proof waits for went with its
    // processes: what counts is that nothing is left.
    const anew = { ...begun, hits: [hit], runtime: checkedRuntime(engine, hit.context.cluster) };
    const timeoutMs = Math.max(0, end - performance.now()) / 2;
    return takeBack(engine, anew, { ...options, timeoutMs, prove: proveGone });
  },
};

/** Stops a node's container and starts it at its own address; what fails is told, the proof says whether it helped. */
async function restart(
  engine: HealingEngine,
  { runtime }: Begun,
  { context: { node, cluster } }: UndoHit,
  { tell }: TakeBackOptions,
): Promise<void> {
  const { name, address } = node;
  const actions: readonly Action[] = [
    // A frozen container cannot stop.
    { do: "unpause", node: name },
    { do: "stop", node: name, limitSeconds: stopSeconds },
    { do: "start", node: name, network: cluster.network, address },
  ];
  for (const action of actions) {
    try {
      // Throws where the container under that name is not the cluster's: that one is not touched.
      await runtime.inspect(name);
      await engine.act(action);
    } catch (error) {
      tell(messageOf(error));
    }
  }
}

/** Whether the engine tells of a node that is left. */
async function anyReachable({ runtime }: Begun, left: readonly Left[]): Promise<boolean> {
  const look = async ({ hit }: Left) => runtime.inspect(hit.context.node.name);
  return (await Promise.allSettled(left.map(look))).some(({ status }) => status === "fulfilled");
}
