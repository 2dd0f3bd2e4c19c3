import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { isHealthy, type ReplicaMoment } from "../analysis/rescheduling/replicas.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { Observed } from "../model/watch.ts";
import type { Stories, Story } from "../stories/story.ts";
import { on, pod, replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds } from "./kit/limits.ts";

const params = z.strictObject({ during: faultParam, limit: limitParam });

const definition = defineGuarantee({
  name: "replicas-scheduled",
  summary: "The nodes that a fault leaves carry all replicas soon.",
  about: "time",
  covers:
    "It covers the workload's replicas on nodes that were not hit, while the fault is held; what happens after the healing is exempt.",
  params,
  describe: ({ during, limit }, settings) =>
    `the nodes that ${during} leaves carry all replicas within ${describeLimit(limit, settings)}`,
  judge({ during, limit: wantedLimit }, facts) {
    const fault = facts.stretch(during)?.fault;
    if (fault?.injectingAt === undefined || fault.activeAt === undefined || fault.healingAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and held`);
    const limit = resolveLimit(wantedLimit, facts.settings);
    const moments = facts.replicaMoments();
    if (limit === undefined || moments === undefined)
      return inconclusive("the cluster's settings are not known, or nobody observed the pods");
    const wanted = facts.workload()?.replicas.length ?? 0;
    const elsewhere = ({ replicas }: ReplicaMoment) =>
      replicas.filter((replica) => isHealthy(replica) && !fault.nodes.includes(replica.node));
    const held = moments.filter(({ when }) => when[1] > (fault.injectingAt ?? 0) && when[0] < (fault.healingAt ?? 0));
    const whole = held.find((moment) => elsewhere(moment).length >= wanted);
    const last = held.at(-1) ?? (moments[0] as ReplicaMoment);
    const homeless = last.replicas.filter(({ node, deleting }) => node === "" && !deleting);
    const measuredMs =
      whole === undefined
        ? ([fault.healingAt - fault.activeAt, null] as const)
        : ([Math.max(0, whole.when[0] - fault.activeAt), whole.when[1] - fault.injectingAt] as const);
    const told = homeless.map(({ name, unschedulable }) => `${name}: ${unschedulable ?? "not scheduled"}`);
    const summary =
      whole === undefined
        ? `${elsewhere(last).length} of ${counted(wanted, "replica")} found a place before the healing; without one: ${listing(told) || "none, but not Ready"}`
        : `${counted(wanted, "replica")} Ready on ${listing([...new Set(elsewhere(whole).map(({ node }) => node))])}`;
    const outcome = whole === undefined && homeless.length > 0 ? "fail" : judgeBounds(measuredMs, limit.limitMs);
    return {
      outcome,
      summary,
      measuredMs,
      marks: outcome === "pass" ? [] : [{ from: fault.injectingAt, to: whole?.when[1], text: "too few replicas" }],
      ...limit,
    };
  },
  stories,
});
export default definition;

/**
 * Promises that what a fault leaves has room for all replicas: as many as the workload should have are Ready on other
 * nodes within a limit, while the fault is held. Where not, it says which have no place, in the scheduler's own words.
 */
export const replicasScheduled = definition.spec;

function stories(): Stories {
  const placed = (limit: string, ...states: (readonly [at: number, state: Observed])[]): Story =>
    workerHit({
      guarantees: [replicasScheduled({ during: "held", limit })],
      observer: {
        "watch-pods": [
          [6_800, pod(replica("a"), on("worker", { ready: false, deleting: "now" }))],
          ...states.map(([at, state]) => [at, pod(replica("d"), state)] as const),
        ],
      },
    });
  const homeless = { unschedulable: "0/6 nodes are available: 1 Insufficient cpu." };
  return {
    pass: placed("4s", [6_900, {}], [7_400, on("worker3")]),
    fail: placed("4s", [6_900, homeless]),
    inconclusive: placed("3350ms", [6_900, {}], [7_400, on("worker3")]),
  };
}
