import { z } from "zod";
import { resolveLimit } from "../analysis/bounds.ts";
import { describeLimit, judgeBounds } from "../analysis/limits.ts";
import { limitParam } from "../analysis/parameters.ts";
import { inconclusive } from "../analysis/selection.ts";
import { eventsOf, shortName } from "../analysis/timeline.ts";
import { findWindow } from "../analysis/windows.ts";
import { podState, sightings } from "../analysis/witnesses.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({
  during: z.string(),
  /** How soon after the healing it is Ready again. */
  limit: limitParam,
});
type Params = z.infer<typeof params>;

/**
 * Promises what an application with its data on one node must show: while that node is lost its pod is scheduled nowhere else, and once the node is
 * back it is Ready there again within a limit. The scheduler's own words say why it had no place.
 */
export function cannotMove(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "cannot-move", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "cannot-move",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ during, limit }, settings) =>
    `a pod with its data on the node of ${during} waits for that node, and is Ready within ${describeLimit(limit, settings)} of its return`,
  judge({ during, limit: wantedLimit }, timeline) {
    const fault = findWindow(timeline, during)?.fault;
    const store = eventsOf(timeline.events, "store").at(-1);
    const limit = resolveLimit(wantedLimit, timeline.settings);
    if (fault?.injectingAt === undefined || fault.healingAt === undefined || fault.healedAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and healed`);
    if (store === undefined || limit === undefined || !fault.nodes.includes(store.node))
      return inconclusive("the run had no store on the node that was hit, or the cluster's settings are not known");
    const { injectingAt, healingAt, healedAt } = fault;
    const pods = sightings(timeline, "watch-pods", podState).filter(
      ({ when, state }) => state.name === store.pod && when[1] > injectingAt,
    );
    const moved = pods.find(({ state }) => state.node !== "" && shortName(timeline.cluster, state.node) !== store.node);
    if (moved !== undefined) {
      const summary = `${store.pod} was scheduled to ${shortName(timeline.cluster, moved.state.node)}, away from its data`;
      return {
        outcome: "fail",
        summary,
        marks: [{ from: moved.when[0], to: moved.when[1], text: summary }],
        ...limit,
      };
    }
    const pending = pods.find(({ when, state }) => when[0] < healingAt && state.unschedulable !== undefined);
    const deleted = pods.find(({ when, state }) => when[0] < healingAt && state.deleting !== undefined);
    if (pending === undefined && deleted === undefined)
      return inconclusive(
        `${store.pod} was neither Pending nor given up before its node came back: the fault was held too shortly`,
      );
    const back = pods.find(({ when, state }) => when[1] > healingAt && state.ready);
    const measuredMs = [
      Math.max(0, (back?.when[0] ?? timeline.endedAt) - healedAt),
      back === undefined ? null : back.when[1] - healingAt,
    ] as const;
    const why =
      pending === undefined
        ? "it stayed with the lost node, to be ended there"
        : `no other node could take it: ${pending.state.unschedulable}`;
    return {
      outcome: judgeBounds(measuredMs, limit.limitMs),
      summary: `${store.pod}: ${why}; ${back === undefined ? "not Ready again" : `Ready again on ${store.node}`}`,
      measuredMs,
      about: "time",
      marks: [],
      ...limit,
    };
  },
};
export default definition;
