import type { Judgement } from "../../model/guarantee.ts";
import type { Sample } from "../../model/sample.ts";
import type { FaultRecord, Timeline } from "../../model/timeline.ts";
import { inconclusive } from "./selection.ts";
import { findStretch } from "./stretches.ts";

/** The time in which a fault was surely active: from its proof to the beginning of its healing. */
export interface HeldStretch {
  readonly fault: FaultRecord;
  readonly from: number;
  readonly to: number;
}

/** When the fault of a stretch was surely active, less the time that it gets to settle; a judgement where it never was. */
export function heldStretch(timeline: Timeline, during: string, settleMs: number): HeldStretch | Judgement {
  const fault = findStretch(timeline, during)?.fault;
  if (fault === undefined) return inconclusive(`the fault "${during}" was not injected`);
  if (fault.activeAt === undefined || fault.active?.proven !== true)
    return inconclusive(`${fault.id} was not proven active all the time`);
  if (!fault.sustained || fault.healingAt === undefined)
    return inconclusive(`${fault.id} was not held: nobody knows until when it acted`);
  const from = fault.activeAt + settleMs;
  if (from >= fault.healingAt) return inconclusive(`${fault.id} was healed before it had settled`);
  return { fault, from, to: fault.healingAt };
}

/** Whether an attempt lies whole in a stretch: begun in it, so that it met the fault, and over before it ended. */
export function liesIn(sample: Sample, { from, to }: HeldStretch): boolean {
  return sample.started > from && sample.ended < to;
}
