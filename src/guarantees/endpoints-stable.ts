import { z } from "zod";
import { listing } from "../analysis/statistics/format.ts";
import { heldStretch } from "../analysis/timeline/held.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import { isObserved, sightings, sliceState } from "../analysis/watch/observers.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import { isOfWorkload } from "../model/workload.ts";

const params = z.strictObject({ during: z.string() });
type Params = z.infer<typeof params>;

/**
 * Promises that a Service goes on sending to the replicas on the nodes that a fault hits, for as long as it is held: what probes from the node itself cannot see
 * takes no replica out of the EndpointSlice.
 */
export function endpointsStable(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "endpoints-stable", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "endpoints-stable",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ during }) => `replicas on the nodes of ${during} stay in their Service's EndpointSlice while it is held`,
  judge({ during }, timeline) {
    const held = heldStretch(timeline, during, 0);
    if ("outcome" in held) return held;
    const replicas = eventsOf(timeline.events, "workload").at(-1)?.replicas ?? [];
    const there = replicas.filter(({ node }) => held.fault.nodes.includes(node)).map(({ pod }) => pod);
    if (there.length === 0 || !isObserved(timeline, "watch-endpoints"))
      return inconclusive(
        "no replica was on the nodes that were hit, or nobody observed the EndpointSlices to the end",
      );
    const first = sightings(timeline, "watch-endpoints", sliceState).find(
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
};
export default definition;
