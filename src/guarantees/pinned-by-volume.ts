import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { limitParam } from "../analysis/limits/parameters.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch } from "../analysis/timeline/stretches.ts";
import { eventsOf, shortName } from "../analysis/timeline/timeline.ts";
import { isObserved, podState, type Sighting, sightings } from "../analysis/watch/observers.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";

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
export function pinnedByVolume(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "pinned-by-volume", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "pinned-by-volume",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ during, limit }, settings) =>
    `a pod with its data on the node of ${during} waits for that node, and is Ready within ${describeLimit(limit, settings)} of its return`,
  judge({ during, limit: wantedLimit }, timeline) {
    const fault = findStretch(timeline, during)?.fault;
    const store = eventsOf(timeline.events, "store").at(-1);
    const limit = resolveLimit(wantedLimit, timeline.settings);
    if (fault?.injectingAt === undefined || fault.healingAt === undefined || fault.healedAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and healed`);
    if (store === undefined || limit === undefined || !fault.nodes.includes(store.node))
      return inconclusive("the run had no store on the node that was hit, or the cluster's settings are not known");
    if (!isObserved(timeline, "watch-pods")) return inconclusive("nobody observed the pods to the end");
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
    return { ...judgeWait(pods, store, { healingAt, healedAt, endedAt: timeline.endedAt }, limit.limitMs), ...limit };
  },
};
export default definition;

type PodSighting = Sighting<z.output<typeof podState>>;

interface Times {
  readonly healingAt: number;
  readonly healedAt: number;
  readonly endedAt: number;
}

/** Whether it was given up or had no place while its node was away, and when it was Ready there again. */
function judgeWait(
  pods: readonly PodSighting[],
  { pod, node }: { readonly pod: string; readonly node: string },
  { healingAt, healedAt, endedAt }: Times,
  limitMs: number,
): Judgement {
  const away = pods.filter(({ when }) => when[0] < healingAt);
  const pending = away.find(({ state }) => state.unschedulable !== undefined);
  const given = away.some(({ state }) => state.deleting !== undefined);
  if (pending === undefined && !given)
    return inconclusive(`${pod} was neither Pending nor given up before its node came back: held too shortly`);
  // One that is on its way out may be told Ready once more when its node is back.
  const back = pods.find(({ when, state }) => when[1] > healingAt && state.ready && state.deleting === undefined);
  const measuredMs = [
    Math.max(0, (back?.when[0] ?? endedAt) - healedAt),
    back === undefined ? null : back.when[1] - healingAt,
  ] as const;
  const why =
    pending === undefined
      ? "it stayed with the lost node, to be ended there"
      : `no other node could take it: ${pending.state.unschedulable}`;
  const again = back === undefined ? "not Ready again" : `Ready again on ${node}`;
  return {
    outcome: judgeBounds(measuredMs, limitMs),
    summary: `${pod}: ${why}; ${again}`,
    measuredMs,
    about: "time",
    marks: [],
  };
}
