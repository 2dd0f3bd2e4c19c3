import type { FailoverPhase } from "../../model/failover.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import type { Stretch } from "../timeline/stretches.ts";
import { shortName } from "../timeline/timeline.ts";
import { since, told } from "./failover-phase.ts";
import { reschedulingLimits } from "./rescheduling-limits.ts";

/** When the cluster noticed the loss of a node, gave it up, and had it back. */
export function nodePhases(facts: Facts, node: string, stretch: Stretch, fault: FaultRecord): FailoverPhase[] {
  const from = fault.injectingAt ?? stretch.from;
  const own = facts
    .nodes()
    .sightings.filter(
      ({ when, state }) => shortName(facts.cluster, state.name) === node && when[1] > from && when[0] < stretch.to,
    );
  const notReady = own.find(({ state }) => state.ready !== "True");
  if (notReady === undefined) return [];
  const tainted = own.find(({ state }) => state.taints.some((taint) => taint.endsWith(":NoExecute")));
  const back = own.find(({ when, state }) => when[0] >= notReady.when[1] && state.ready === "True");
  const expected = reschedulingLimits(facts, fault);
  const said = ({ state }: typeof notReady) => since(state.readySince, facts, from);
  return [
    ...told(`${node} NotReady`, notReady.when, from, said(notReady), expected?.notReady),
    ...told(`${node} tainted`, tainted?.when, from, tainted?.state.taints.join(", ") ?? "", expected?.tainted),
    ...told(`${node} Ready again`, back?.when, from, back === undefined ? "" : said(back)),
  ];
}
