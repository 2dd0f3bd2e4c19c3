import { type EscalationStage, escalationStageSchema } from "../model/escalation.ts";
import type { Evidence } from "../model/fault.ts";
import type { Begun, HealingEngine } from "./begun.ts";
import { together } from "./proof.ts";
import { type Left, putBackAddresses, type StageOptions, tryStage } from "./stages.ts";
import { takeBack } from "./take-back.ts";

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
export interface EscalationOptions extends StageOptions {
  /** Told before each stage: what is done, to what, and why. */
  onStage(stage: EscalationStage, detail: string): void;
  /** Gives the cluster up, which is deleted and made anew for who needs one; not there where nobody may. */
  readonly recreate?: () => void;
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
    await putBackAddresses(engine, left, options.tell);
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

/** Whether the engine tells of a node that is left. */
async function anyReachable({ runtime }: Begun, left: readonly Left[]): Promise<boolean> {
  const look = async ({ hit }: Left) => runtime.inspect(hit.context.node.name);
  return (await Promise.allSettled(left.map(look))).some(({ status }) => status === "fulfilled");
}
