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

/** A leader that is known to have led in exactly this term. */
export interface Leadership {
  readonly term: number;
  readonly leader: string;
  /** When it was first known for sure; milliseconds since the run's start. */
  readonly since: number;
}

/** A member that goes on telling one leader in one term for so long has applied entries of that leader, milliseconds; etcd gives up a request after 7 s. */
const settledMs = 5_000;

/**
 * Which member led in which term, as far as the answers prove it. The term in a member's answer is that of the last entry it applied
 * (EtcdServer.Term, set while entries are applied), so right after an election a member tells the new leader with the old term. The
 * term is the leader's own once it rose while the member went on telling that leader, or once both stayed for 5 s; what a member
 * told when the run began, in the steady state, is settled too.
 */
export function provenLeaderships(sightings: readonly LeaderSighting[]): Leadership[] {
  const current = new Map<string, { leader: string; term: number; since: number; proven: boolean }>();
  const proven: Leadership[] = [];
  for (const { member, leader, term, started, ended } of sightings) {
    const before = current.get(member);
    const same = before !== undefined && before.leader === leader;
    const risen = same && term > before.term;
    const now = same && !risen ? before : { leader, term, since: started, proven: false };
    current.set(member, now);
    const settled = before === undefined || risen || ended - now.since >= settledMs;
    if (now.proven || !settled || leader === "0") continue;
    now.proven = true;
    proven.push({ term, leader, since: now.since });
  }
  return proven;
}
