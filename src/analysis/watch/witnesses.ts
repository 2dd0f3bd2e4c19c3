import type { Timeline } from "../../model/timeline.ts";
import { isOfWorkload } from "../../model/workload.ts";
import { eventsOf } from "../timeline/timeline.ts";
import type { Witness } from "./left-out.ts";
import type { NodeState, PodState, SliceState } from "./observers.ts";

type Told = Pick<Timeline, "cluster" | "events">;

/** Every node of the cluster is in each list of nodes: nobody takes one out of it. */
export function nodeWitness({ cluster }: Told): Witness<NodeState> {
  const nodes = (cluster?.nodes ?? []).filter(({ role }) => role === "control-plane" || role === "worker");
  const names = nodes.map(({ name }) => name);
  return { thereAt: () => names };
}

/**
 * The workload's first replicas are in each list that was read before anything was done to them, and a pod of its
 * namespace that readings of all pods tell of before a list and after it, as the same one.
 */
export function podWitness({ events }: Told): Witness<PodState> {
  const workload = eventsOf(events, "workload").at(-1);
  const done = [...eventsOf(events, "fault-injecting"), ...eventsOf(events, "procedure")].map(({ at }) => at);
  const undisturbedUntil = Math.min(...done);
  const first = workload?.replicas.map(({ pod }) => pod) ?? [];
  const readings = eventsOf(events, "pods").map(({ at, pods }) => ({
    at,
    pods: pods.filter(({ namespace }) => namespace === workload?.namespace),
  }));
  return {
    thereAt: ({ at }) => {
      const later = new Set(readings.flatMap((one) => (one.at >= at ? one.pods.map(({ uid }) => uid) : [])));
      const before = readings.flatMap((one) => (one.at <= at ? one.pods : []));
      const all = before.filter(({ uid }) => later.has(uid)).map(({ name }) => name);
      return at < undisturbedUntil ? [...first, ...all] : all;
    },
    identityOf: ({ uid }) => uid,
  };
}

/** A Service always has an EndpointSlice, if an empty one: a list without any of the workload's is none of all. */
export function sliceWitness({ events }: Told): Witness<SliceState> {
  const hasWorkload = eventsOf(events, "workload").length > 0;
  return { thereAt: ({ states }) => (hasWorkload && !states.some(isOfWorkload) ? [""] : []) };
}
