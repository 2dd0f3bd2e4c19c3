import type { Facts } from "../../analysis/facts/facts.ts";
import type { Sample } from "../../model/sample.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";
import { faultOf } from "./stretch.ts";

/** The time in which a fault was surely active: from its proof to the beginning of its healing. */
export interface HeldStretch {
  readonly fault: FaultRecord;
  readonly from: number;
  readonly to: number;
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
  const from = fault.activeAt + settleMs;
  if (from >= fault.healingAt) throw new NothingToJudge(`${fault.id} was healed before it had settled`);
  return { fault, from, to: fault.healingAt };
}

/** Whether an attempt lies whole in a stretch: begun in it, so that it met the fault, and over before it ended. */
export function liesIn(sample: Sample, { from, to }: HeldStretch): boolean {
  return sample.started > from && sample.ended < to;
}
