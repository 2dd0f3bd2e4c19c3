import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { shortName } from "../analysis/timeline/timeline.ts";
import { type Sighting, unseenIn } from "../analysis/watch/known-objects.ts";
import type { PodState } from "../analysis/watch/observers.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { Observed } from "../model/watch.ts";
import type { Stories, Story } from "../stories/story.ts";
import { on, pod, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds } from "./kit/limits.ts";

const params = z.strictObject({
  during: faultParam,
  /** How soon after the healing it is Ready again. */
  limit: limitParam,
});

const definition = defineGuarantee({
  name: "pinned-by-volume",
  summary: "A pod with its data on a lost node waits for that node, and is Ready soon after its return.",
  about: "safety",
  covers: "It covers the pod of the store from the injection of the fault to the end.",
  leavesOut: "It leaves out other pods, because they have no volume on the node.",
  params,
  describe: ({ during, limit }, settings) =>
    `a pod with its data on the node of ${during} waits for that node, and is Ready within ${describeLimit(limit, settings)} of its return`,
  plainly: () => ({
    held: "the pod waited for the node with its data, and was Ready in time",
    broken: "the pod did not wait for the node with its data, or was not Ready in time",
    measured: "the pod was Ready {time} after the node with its data was back",
  }),
  judge({ during, limit: wantedLimit }, facts) {
    const fault = facts.stretch(during)?.fault;
    const store = facts.eventsOf("store").findLast(({ node }) => fault?.nodes.includes(node));
    const limit = resolveLimit(wantedLimit, facts.settings);
    if (fault?.injectingAt === undefined || fault.healingAt === undefined || fault.healedAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and healed`);
    if (facts.cluster === undefined) return inconclusive("the journal does not say which nodes there were");
    if (store === undefined || limit === undefined)
      return inconclusive("the run had no store on the node that was hit, or the cluster's settings are not known");
    const { injectingAt, healingAt, healedAt } = fault;
    const own = facts.pods().sightings.filter(({ state }) => state.name === store.pod);
    const before = own.findLast(({ when }) => when[1] <= injectingAt);
    if (before === undefined || before.state.gone)
      return inconclusive(`nobody observed ${store.pod} before the fault was injected`);
    const pods = own.filter(({ when }) => when[1] > injectingAt);
    const moved = pods.find(({ state }) => state.node !== "" && shortName(facts.cluster, state.node) !== store.node);
    if (moved !== undefined) {
      const summary = `${store.pod} was scheduled to ${shortName(facts.cluster, moved.state.node)}, away from its data`;
      return {
        outcome: "fail",
        summary,
        marks: [{ from: moved.when[0], to: moved.when[1], text: summary }],
        ...limit,
      };
    }
    const seenUntil = facts.pods().unknown.find(({ to }) => to > healingAt)?.from ?? facts.endedAt;
    const judged = judgeWait(pods, store, { healingAt, healedAt, seenUntil }, limit.limitMs);
    const unseen = unseenIn(facts.pods(), { from: injectingAt, to: facts.endedAt });
    // Nobody knows whether it was scheduled elsewhere in a time that nobody saw.
    if (judged.outcome === "pass" && unseen !== undefined) return inconclusive(`${judged.summary}; ${unseen}`);
    return { ...judged, ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises what an application with its data on one node must show: while that node is lost its pod is scheduled
 * nowhere else, and once the node is back it is Ready there again within a limit. The scheduler's own words say why it
 * had no place.
 */
export const pinnedByVolume = definition.spec;

type PodSighting = Sighting<PodState>;

interface Times {
  readonly healingAt: number;
  readonly healedAt: number;
  /** Until when the pod was observed without a break. */
  readonly seenUntil: number;
}

/** Whether it was given up or had no place while its node was away, and when it was Ready there again. */
function judgeWait(
  pods: readonly PodSighting[],
  { pod, node }: { readonly pod: string; readonly node: string },
  { healingAt, healedAt, seenUntil }: Times,
  limitMs: number,
): Judgement {
  const away = pods.filter(({ when }) => when[0] < healingAt);
  const pending = away.find(({ state }) => state.unschedulable !== undefined);
  const given = away.some(({ state }) => state.deleting !== undefined);
  if (pending === undefined && !given)
    return inconclusive(`${pod} was neither Pending nor given up before its node came back: held too shortly`);
  // One that is on its way out may be told Ready once more when its node is back.
  const back = pods.find(({ when, state }) => when[1] > healingAt && isBack(state));
  const measuredMs = [
    Math.max(0, (back?.when[0] ?? seenUntil) - healedAt),
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

function isBack({ ready, deleting, gone }: PodState): boolean {
  return ready && deleting === undefined && !gone;
}

function stories(): Stories {
  const pending = { unschedulable: "0/6 nodes are available: 1 node(s) had volume node affinity conflict." };
  const seen = (...states: readonly (readonly [at: number, state: Observed])[]): Story =>
    workerHit({
      guarantees: [pinnedByVolume({ during: "held", limit: "3s" })],
      observer: { "watch-pods": states.map(([at, state]) => [at, pod("store-0", state)] as const) },
    });
  return {
    pass: seen([6_000, { node: "kc-story-worker", deleting: "now" }], [6_100, pending], [9_800, on("worker")]),
    fail: seen([6_000, pending], [7_000, on("worker3")]),
    inconclusive: seen([9_800, on("worker")]),
  };
}
