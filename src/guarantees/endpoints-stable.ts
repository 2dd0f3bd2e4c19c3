import { z } from "zod";
import { faultParam } from "../analysis/limits/parameters.ts";
import { listing } from "../analysis/statistics/format.ts";
import { isObserved } from "../analysis/watch/observers.ts";
import { inconclusive } from "../model/guarantee.ts";
import { isOfWorkload } from "../model/workload.ts";
import type { Stories, Story } from "../stories/story.ts";
import { replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { heldStretch } from "./kit/held-stretch.ts";

const params = z.strictObject({ during: faultParam });

const definition = defineGuarantee({
  name: "endpoints-stable",
  summary: "A Service keeps the replicas on the nodes that a fault hits.",
  about: "safety",
  covers:
    "It covers the replicas that were on these nodes when the lanes began, while the fault is held; other replicas are exempt.",
  params,
  describe: ({ during }) => `replicas on the nodes of ${during} stay in their Service's EndpointSlice while it is held`,
  judge({ during }, facts) {
    const held = heldStretch(during, facts);
    const replicas = facts.workload()?.replicas ?? [];
    const there = replicas.filter(({ node }) => held.fault.nodes.includes(node)).map(({ pod }) => pod);
    if (there.length === 0 || !isObserved(facts, "watch-endpoints"))
      return inconclusive(
        "no replica was on the nodes that were hit, or nobody observed the EndpointSlices to the end",
      );
    const first = facts
      .slices()
      .find(
        ({ when, state }) =>
          isOfWorkload(state) &&
          when[1] > held.from &&
          when[0] < held.to &&
          there.some((pod) => !state.ready.includes(pod)),
      );
    if (first === undefined)
      return {
        outcome: "pass",
        summary: `${listing(there)} stayed: no stream told of a change`,
        marks: [],
      };
    const summary = `${listing(there.filter((pod) => !first.state.ready.includes(pod)))} left the EndpointSlice`;
    return { outcome: "fail", summary, marks: [{ from: first.when[0], to: first.when[1], text: summary }] };
  },
  stories,
});
export default definition;

/**
 * Promises that a Service goes on sending to the replicas on the nodes that a fault hits, for as long as it is held:
 * what probes from the node itself cannot see takes no replica out of the EndpointSlice.
 */
export const endpointsStable = definition.spec;

function stories(): Stories {
  const guarantees = [endpointsStable({ during: "held" })];
  const sliced = (...letters: readonly string[]): Story =>
    workerHit({
      guarantees,
      observer: { "watch-endpoints": [[6_000, { name: "workload-x7", ready: letters.map(replica) }]] },
    });
  return { pass: sliced("a", "b", "c"), fail: sliced("b", "c"), inconclusive: workerHit({ guarantees }) };
}
