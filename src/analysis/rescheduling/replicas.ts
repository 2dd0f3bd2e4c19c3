import type { Timeline } from "../../model/timeline.ts";
import { ofWorkload } from "../../model/workload.ts";
import { eventsOf, shortName } from "../timeline/timeline.ts";
import type { KnownObjects, ObjectsMoment } from "../watch/known-objects.ts";
import type { PodState } from "../watch/observers.ts";

/** One replica of the workload as observers saw it last. */
export interface ReplicaState {
  readonly name: string;
  /** Short name of its node; empty while it has none. */
  readonly node: string;
  readonly ready: boolean;
  readonly deleting: boolean;
  readonly unschedulable?: string | undefined;
}

/** All replicas of the workload, from one change of a pod on until the next. */
export interface ReplicaMoment extends Omit<ObjectsMoment<PodState>, "objects"> {
  readonly replicas: readonly ReplicaState[];
}

/** Every state of the workload's replicas that was known, in etcd's order. */
export function replicaMoments(
  { cluster, events }: Pick<Timeline, "cluster" | "events">,
  { moments }: KnownObjects<PodState>,
): ReplicaMoment[] {
  const isReplica = ofWorkload(eventsOf(events, "workload").at(-1));
  return moments.map(({ objects, ...moment }) => ({
    ...moment,
    replicas: [...objects.values()].filter(isReplica).map((state) => replicaOf(state, cluster)),
  }));
}

/** A replica that a budget counts: Ready, and not on its way out (disruption controller, countHealthyPods). */
export function isHealthy({ ready, deleting }: ReplicaState): boolean {
  return ready && !deleting;
}

function replicaOf(
  { name, node, ready, deleting, unschedulable }: PodState,
  cluster: Timeline["cluster"],
): ReplicaState {
  return { name, node: shortName(cluster, node), ready, deleting: deleting !== undefined, unschedulable };
}
