import type { Sample } from "../model/sample.ts";
import type { Timeline } from "../model/timeline.ts";

/** What one etcd member said of its leader in one attempt. */
export interface LeaderSighting {
  /** Short name of the member's node. */
  readonly member: string;
  readonly started: number;
  readonly ended: number;
  readonly term: number;
  /** In hexadecimal; "0" while the member knows of no leader. */
  readonly leader: string;
}

/** The operation that asks an etcd member for its status. */
export const etcdStatusOperation = "etcd-status";

/** What all etcd members said of their leader, in the order in which they answered. */
export function leaderSightings(timeline: Timeline): LeaderSighting[] {
  return timeline.tracks
    .filter(({ lane }) => lane.operation === etcdStatusOperation)
    .flatMap(({ lane, samples }) => samples.flatMap((sample) => sighting(lane.via, sample)))
    .toSorted((a, b) => a.ended - b.ended);
}

function sighting(member: string, sample: Sample): LeaderSighting[] {
  const leader = sample.detail?.split(" ")[0];
  if (sample.outcome !== "ok" || sample.revision === undefined || leader === undefined || leader === "") return [];
  return [{ member, started: sample.started, ended: sample.ended, term: sample.revision, leader }];
}
