import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { faultParam } from "../analysis/limits/parameters.ts";
import { listing } from "../analysis/statistics/format.ts";
import { type ObjectsMoment, perhapsIn, surelyIn, unseenIn } from "../analysis/watch/known-objects.ts";
import type { SliceState } from "../analysis/watch/observers.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";
import { ofWorkload } from "../model/workload.ts";
import type { Stories, Story } from "../stories/story.ts";
import { replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { heldStretch } from "./kit/held-stretch.ts";

const params = z.strictObject({ during: faultParam });

const definition = defineGuarantee({
  name: "endpoints-stable",
  summary: "A Service keeps the replicas on the nodes that a fault hits.",
  about: "safety",
  covers: "It covers the replicas that were on these nodes when the fault was injected, from its proof to its healing.",
  leavesOut: "It leaves out other replicas, because nothing is done to their nodes.",
  params,
  describe: ({ during }) => `replicas on the nodes of ${during} stay in their Service's EndpointSlice while it is held`,
  plainly: () => ({
    held: "replicas that were hit stayed in their Service's endpoints",
    broken: "replicas that were hit left their Service's endpoints",
  }),
  judge({ during }, facts) {
    const held = heldStretch(during, facts);
    const there = replicasOn(held.fault, facts);
    if (there.length === 0) return inconclusive("no replica was on the nodes that were hit");
    const isOwn = ofWorkload(facts.workload());
    const moments = facts.slices().moments.map((moment) => ({ moment, absent: absentFrom(moment, there, isOwn) }));
    const before = moments.findLast(({ moment }) => moment.when[1] <= (held.fault.injectingAt ?? 0));
    if (before === undefined) return inconclusive("nobody observed the EndpointSlices before the fault");
    if (before.absent.length > 0)
      return inconclusive(`${listing(before.absent)} was not in the EndpointSlice before the fault`);
    const left = moments.filter(({ moment, absent }) => absent.length > 0 && perhapsIn(moment, held));
    const surely = left.find(({ moment }) => surelyIn(moment, held));
    if (surely !== undefined) {
      const [from, to] = surely.moment.when;
      const summary = `${listing(surely.absent)} left the EndpointSlice`;
      return { outcome: "fail", summary, marks: [{ from, to, text: summary }] };
    }
    if (left.length > 0) return inconclusive(`${listing(left[0]?.absent ?? [])} may have left while it was held`);
    const unseen = unseenIn(facts.slices(), held);
    if (unseen !== undefined) return inconclusive(unseen);
    return { outcome: "pass", summary: `${listing(there)} stayed: no stream told of a change`, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that a Service goes on sending to the replicas on the nodes that a fault hits, for as long as it is held:
 * what probes from the node itself cannot see takes no replica out of the EndpointSlice.
 */
export const endpointsStable = definition.spec;

/** The replicas on the nodes of a fault when it was injected; those of the run's begin where nobody observed pods. */
function replicasOn({ nodes, injectingAt = 0 }: FaultRecord, facts: Facts): string[] {
  const observed = facts.replicaMoments().findLast(({ when }) => when[1] <= injectingAt);
  if (observed !== undefined)
    return observed.replicas.filter(({ node, deleting }) => nodes.includes(node) && !deleting).map(({ name }) => name);
  return (facts.workload()?.replicas ?? []).filter(({ node }) => nodes.includes(node)).map(({ pod }) => pod);
}

/** Which of these replicas are ready in no EndpointSlice of the workload. */
function absentFrom(
  { objects }: ObjectsMoment<SliceState>,
  replicas: readonly string[],
  isOwn: (slice: SliceState) => boolean,
): string[] {
  const ready = new Set([...objects.values()].filter(isOwn).flatMap((slice) => slice.ready));
  return replicas.filter((replica) => !ready.has(replica));
}

function stories(): Stories {
  const guarantees = [endpointsStable({ during: "held" })];
  const sliced = (...letters: readonly string[]): Story =>
    workerHit({
      guarantees,
      observer: { "watch-endpoints": [[6_000, { name: "workload-x7", ready: letters.map(replica) }]] },
    });
  return { pass: sliced("a", "b", "c"), fail: sliced("b", "c"), inconclusive: workerHit({ guarantees }) };
}
