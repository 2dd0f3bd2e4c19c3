import { z } from "zod";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { isHealthy, type ReplicaMoment, type ReplicaState } from "../analysis/rescheduling/replicas.ts";
import { wantedReplicas } from "../analysis/rescheduling/wanted-replicas.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { perhapsIn, unseenIn } from "../analysis/watch/known-objects.ts";
import { inconclusive } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";
import type { Observed } from "../model/watch.ts";
import type { Stories, Story } from "../stories/story.ts";
import { on, pod, replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

const params = z.strictObject({ during: faultParam, limit: limitParam });

const definition = defineGuarantee({
  name: "replicas-scheduled",
  summary: "The nodes that a fault leaves carry all replicas soon.",
  about: "time",
  covers:
    "It covers the workload's replicas on nodes that were not hit, from when all are Ready there until the healing.",
  leavesOut: "It leaves out what happens after the healing, because replicas may go back then.",
  params,
  describe: ({ during, limit }, settings) =>
    `the nodes that ${during} leaves carry all replicas within ${describeLimit(limit, settings)}, until it is healed`,
  plainly: () => ({
    held: "the nodes that were left carried all replicas in time",
    broken: "the nodes that were left did not carry all replicas in time",
    measured: "the nodes that were left carried all replicas after {time}",
  }),
  judge({ during, limit: wantedLimit }, facts) {
    const fault = facts.stretch(during)?.fault;
    if (fault?.injectingAt === undefined || fault.activeAt === undefined || fault.healingAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and held`);
    const limit = limitOf(wantedLimit, facts.settings);
    const held = { from: fault.injectingAt, to: fault.healingAt };
    const wanted = Math.max(0, ...wantedReplicas(facts, held));
    const moments = facts.replicaMoments().filter((moment) => perhapsIn(moment, held));
    if (wanted === 0 || moments.length === 0)
      return inconclusive("the run had no workload, or nobody observed its pods");
    const unseenFrom = (from: number) => unseenIn(facts.replicas(), { from, to: held.to });
    const [carried, ...later] = carriedUntilHealing(moments, fault, wanted);
    // What nobody saw shows no replica to be carried: it counts from when all was seen on.
    const seen = carried && [carried, ...later].find(({ when }) => unseenFrom(when[1]) === undefined);
    const last = moments.at(-1) as ReplicaMoment;
    const measuredMs = [
      Math.max(0, (carried?.when[0] ?? Math.min(last.lasts[0], held.to)) - fault.activeAt),
      seen === undefined ? null : Math.max(0, seen.when[1] - held.from),
    ] as const;
    const unseen = seen === undefined ? unseenFrom(held.from) : undefined;
    const summary = `${tell(carried, last, fault, wanted)}${unseen === undefined ? "" : `; ${unseen}`}`;
    const outcome = judgeBounds(measuredMs, limit.limitMs);
    const marks = outcome === "pass" ? [] : [{ from: held.from, to: carried?.when[1], text: "too few replicas" }];
    return { outcome, summary, measuredMs, marks, looked: held, ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that what a fault leaves has room for all replicas: as many as the workload should have are Ready on other
 * nodes within a limit, and stay so while the fault is held; where no replica had to move, they are at once. Where not, it says which have no place, in the scheduler's own words.
 */
export const replicasScheduled = definition.spec;

/** All states from when on the nodes that were not hit carried all replicas until the healing; none where they did not. */
function carriedUntilHealing(
  moments: readonly ReplicaMoment[],
  fault: FaultRecord,
  wanted: number,
): readonly ReplicaMoment[] {
  const lacking = moments.findLastIndex((moment) => elsewhere(moment, fault).length < wanted || !moment.whole);
  return moments.slice(lacking + 1);
}

/** The replicas that serve on nodes that were not hit. */
function elsewhere({ replicas }: ReplicaMoment, { nodes }: FaultRecord): readonly ReplicaState[] {
  return replicas.filter((replica) => isHealthy(replica) && !nodes.includes(replica.node));
}

function tell(carried: ReplicaMoment | undefined, last: ReplicaMoment, fault: FaultRecord, wanted: number): string {
  if (carried !== undefined) {
    const nodes = new Set(elsewhere(carried, fault).map(({ node }) => node));
    return `${counted(wanted, "replica")} Ready on ${listing([...nodes])}`;
  }
  const homeless = last.replicas.filter(({ node, deleting }) => node === "" && !deleting);
  const told = homeless.map(({ name, unschedulable }) => `${name}: ${unschedulable ?? "not scheduled"}`);
  return `${elsewhere(last, fault).length} of ${counted(wanted, "replica")} found a place before the healing; without one: ${listing(told) || "none, but not Ready"}`;
}

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
