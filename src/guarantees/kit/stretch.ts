import type { Facts } from "../../analysis/facts/facts.ts";
import type { Stretch } from "../../analysis/timeline/stretches.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";

/** The stretch of a name; throws NothingToJudge where the run has none. */
export function stretchOf(name: string, facts: Facts): Stretch {
  const stretch = facts.stretch(name);
  if (stretch === undefined) throw new NothingToJudge(`there is no stretch "${name}": that fault was not injected`);
  return stretch;
}

/** The fault of a stretch; throws NothingToJudge where it was not injected. */
export function faultOf(name: string, facts: Facts): FaultRecord {
  const fault = facts.stretch(name)?.fault;
  if (fault === undefined) throw new NothingToJudge(`the fault "${name}" was not injected`);
  return fault;
}
