import type { Requests } from "../../model/failover.ts";
import type { Timeline } from "../../model/timeline.ts";
import { type Stretch, samplesIn } from "../timeline/stretches.ts";

/**
 * How many requests the workload served and lost in a stretch, on all lanes but those through the nodes that were hit: a client that comes through a lost
 * node is lost with it, wherever the replicas are. Null where there were none.
 */
export function requestsOf(timeline: Timeline, stretch: Stretch): Requests | null {
  const attempts = timeline.tracks
    .filter(({ lane }) => lane.operation === "workload-http" || lane.operation === "workload-dns")
    .filter(({ lane }) => !stretch.fault?.nodes.includes(lane.via))
    .flatMap(({ samples }) => samplesIn(samples, stretch));
  if (attempts.length === 0) return null;
  const served = attempts.filter(({ outcome }) => outcome === "ok").length;
  return { served, lost: attempts.length - served };
}
