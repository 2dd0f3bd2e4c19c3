import type { Requests } from "../model/report.ts";
import type { Timeline } from "../model/timeline.ts";
import { samplesIn, type Window } from "./windows.ts";

/** How many requests the workload served and lost in a stretch, on all its lanes; null where there were none. */
export function requestsOf(timeline: Timeline, window: Window): Requests | null {
  const attempts = timeline.tracks
    .filter(({ lane }) => lane.operation === "workload-http" || lane.operation === "workload-dns")
    .flatMap(({ samples }) => samplesIn(samples, window));
  if (attempts.length === 0) return null;
  const served = attempts.filter(({ outcome }) => outcome === "ok").length;
  return { served, lost: attempts.length - served };
}
