import type { EventOf } from "../../model/event.ts";
import type { Timeline } from "../../model/timeline.ts";
import { isOfWorkload } from "../../model/workload.ts";
import type { Moment } from "../timeline/revision-clock.ts";
import { shortName } from "../timeline/timeline.ts";
import { isObserved, type PodState, type Sighting } from "../watch/observers.ts";

/** One replica of the workload as observers saw it last. */
export interface ReplicaState {
  readonly name: string;
  /** Short name of its node; empty while it has none. */
  readonly node: string;
  readonly ready: boolean;
  readonly deleting: boolean;
  readonly unschedulable?: string | undefined;
}

/** All replicas of the workload after one of them changed. */
export interface ReplicaMoment {
  readonly when: Moment;
  readonly replicas: readonly ReplicaState[];
}

/**
 * Every state of the workload's replicas, from those with which the lanes began, in etcd's order; undefined where
 * nobody observed them to the end.
 */
export function replicaMoments(
  timeline: Timeline,
  first: EventOf<"workload"> | undefined,
  pods: readonly Sighting<PodState>[],
): ReplicaMoment[] | undefined {
  if (first === undefined || !isObserved(timeline, "watch-pods")) return undefined;
  const now = new Map<string, ReplicaState>(
    first.replicas.map(({ pod, node }) => [pod, { name: pod, node, ready: true, deleting: false }]),
  );
  const moments: ReplicaMoment[] = [{ when: [0, 0], replicas: [...now.values()] }];
  for (const { when, state } of pods) {
    if (!isOfWorkload(state)) continue;
    const { name, ready, unschedulable } = state;
    if (state.gone) now.delete(name);
    else {
      const node = shortName(timeline.cluster, state.node);
      now.set(name, { name, node, ready, deleting: state.deleting !== undefined, unschedulable });
    }
    moments.push({ when, replicas: [...now.values()] });
  }
  return moments;
}

/** A replica that a budget counts: Ready, and not on its way out (disruption controller, countHealthyPods). */
export function isHealthy({ ready, deleting }: ReplicaState): boolean {
  return ready && !deleting;
}
