import type { Requests } from "../../model/report.ts";
import type { Timeline } from "../../model/timeline.ts";
import { samplesIn, type Window } from "../timeline/stretches.ts";

/**
 * How many requests the workload served and lost in a stretch, on all lanes but those through the nodes that were hit: a client that comes through a lost
 * node is lost with it, wherever the replicas are. Null where there were none.
 */
export function requestsOf(timeline: Timeline, window: Window): Requests | null {
  const attempts = timeline.tracks
    .filter(({ lane }) => lane.operation === "workload-http" || lane.operation === "workload-dns")
    .filter(({ lane }) => !window.fault?.nodes.includes(lane.via))
    .flatMap(({ samples }) => samplesIn(samples, window));
  if (attempts.length === 0) return null;
  const served = attempts.filter(({ outcome }) => outcome === "ok").length;
  return { served, lost: attempts.length - served };
}
