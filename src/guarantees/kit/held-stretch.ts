import type { Facts } from "../../analysis/facts/facts.ts";
import type { Sample } from "../../model/sample.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";
import { faultOf } from "./stretch.ts";

/** The time in which a fault was surely active: from its first proof to its last, which comes just before the healing. */
export interface HeldStretch {
  readonly fault: FaultRecord;
  readonly from: number;
  readonly to: number;
  /** When its healing began. */
  readonly healingAt: number;
}

/**
 * When the fault of a stretch was surely active, less the time that it gets to settle; throws NothingToJudge where it
 * never was.
 */
export function heldStretch(during: string, facts: Facts, settleMs = 0): HeldStretch {
  const fault = faultOf(during, facts);
  if (fault.activeAt === undefined || fault.active?.proven !== true)
    throw new NothingToJudge(`${fault.id} was not proven active all the time`);
  if (!fault.sustained || fault.healingAt === undefined)
    throw new NothingToJudge(`${fault.id} was not held: nobody knows until when it acted`);
  const { healingAt } = fault;
  const from = fault.activeAt + settleMs;
  if (from >= healingAt) throw new NothingToJudge(`${fault.id} was healed before it had settled`);
  const proofs = facts.eventsOf("fault-active").filter(({ id, at }) => id === fault.id && at <= healingAt);
  const last = proofs.at(-1)?.at ?? healingAt;
  // Of one that was proven once only the plan's own assumption says that it was not looked at again.
  return { fault, from, to: last > from ? last : healingAt, healingAt };
}

/** Whether an attempt lies whole in a stretch: begun in it, so that it met the fault, and over before it ended. */
export function liesIn(sample: Sample, { from, to }: Pick<HeldStretch, "from" | "to">): boolean {
  return sample.started > from && sample.ended < to;
}
