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
  const leaders = new Map<string, string>();
  const sightings: LeaderSighting[] = [];
  for (const { lane, samples } of timeline.tracks) {
    if (lane.operation !== etcdStatusOperation) continue;
    for (const sample of samples) {
      const { detail, revision } = sample;
      if (sample.outcome !== "ok" || revision === undefined || detail === undefined) continue;
      const word = detail.slice(0, Math.max(0, detail.indexOf(" ")));
      // One string for each leader: there are few leaders and many answers.
      const leader = leaders.get(word) ?? word;
      leaders.set(leader, leader);
      if (leader !== "") {
        sightings.push({ member: lane.via, started: sample.started, ended: sample.ended, term: revision, leader });
      }
    }
  }
  return sightings.sort((a, b) => a.ended - b.ended);
}
