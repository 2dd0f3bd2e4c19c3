import type { Timeline } from "../../model/timeline.ts";
import { ofWorkload } from "../../model/workload.ts";
import { eventsOf } from "../timeline/timeline.ts";
import type { Witness } from "./left-out.ts";
import type { NodeState, PodState, SliceState } from "./observers.ts";

type Told = Pick<Timeline, "cluster" | "events">;

/** Some node is in every list of nodes; one that is there again was there all the time, unless it was told to be gone. */
export function nodeWitness({ cluster }: Told): Witness<NodeState> {
  const names = (cluster?.nodes ?? []).map(({ name }) => name);
  return {
    thereAt: ({ states, unreadable }) => (states.length + unreadable.length === 0 && names.length > 0 ? [""] : []),
    identityOf: ({ name }) => name,
  };
}

/** A pod of the run's namespace that readings of all pods tell of before a list and after it, as the same one, is in it. */
export function podWitness({ events }: Told): Witness<PodState> {
  const namespace = eventsOf(events, "workload").at(-1)?.namespace;
  const readings = eventsOf(events, "pods").map(({ at, pods }) => ({
    at,
    pods: pods.filter((pod) => pod.namespace === namespace),
  }));
  return {
    thereAt: ({ at }) => {
      const later = new Set(readings.flatMap((one) => (one.at >= at ? one.pods.map(({ uid }) => uid) : [])));
      const before = readings.flatMap((one) => (one.at <= at ? one.pods : []));
      return before.filter(({ uid }) => later.has(uid)).map(({ name }) => name);
    },
    identityOf: ({ uid }) => uid,
  };
}

/** The same, and the workload's first replicas are in each list that was read before anything was done to them. */
export function replicaWitness(told: Told): Witness<PodState> {
  const { events } = told;
  const done = [...eventsOf(events, "fault-injecting"), ...eventsOf(events, "procedure")].map(({ at }) => at);
  const undisturbedUntil = Math.min(...done);
  const first =
    eventsOf(events, "workload")
      .at(-1)
      ?.replicas.map(({ pod }) => pod) ?? [];
  const pods = podWitness(told);
  return { ...pods, thereAt: (list) => [...(list.at < undisturbedUntil ? first : []), ...pods.thereAt(list)] };
}

/** A Service always has an EndpointSlice, if an empty one: a list without any of the workload's is none of all. */
export function sliceWitness({ events }: Told): Witness<SliceState> {
  const workload = eventsOf(events, "workload").at(-1);
  const isOwn = ofWorkload(workload);
  // An application of a person's own that nobody asks has no Service.
  const hasService = workload !== undefined && (workload.named?.some(({ kind }) => kind === "Service") ?? true);
  return { thereAt: ({ states }) => (hasService && !states.some(isOwn) ? [""] : []) };
}
