import type { Facts } from "../facts/facts.ts";
import type { Stretch } from "../timeline/stretches.ts";
import { type LeaderSighting, lastRefused, votingMembers } from "./etcd-status.ts";

/** An election after a fault, as far as the members' own words tell. */
export interface Election {
  /** The last word on the leader before the fault. */
  readonly old: LeaderSighting;
  /** The first word on a new one; undefined while there was none. */
  readonly first?: LeaderSighting | undefined;
  /** The new term, once it was told. */
  readonly term?: number | undefined;
  /** From the fault to the new leader; without one, how long there surely was none. */
  readonly boundsMs: readonly [number, number | null];
}

/** What the members told of an election in the stretch of a fault; undefined where none named its leader before. */
export function findElection(facts: Facts, stretch: Stretch): Election | undefined {
  const sightings = facts.leaderSightings();
  const old = sightings.findLast((seen) => seen.ended <= stretch.from && seen.leader !== "0");
  if (old === undefined) return undefined;
  const activeAt = stretch.fault?.activeAt ?? Number.POSITIVE_INFINITY;
  const since = sightings.filter((seen) => seen.started >= stretch.from && seen.started < stretch.to);
  // A member knows its leader at once but tells the new term only with the first entry in it, so either shows that
  // there was an election.
  const isNew = (seen: LeaderSighting) => seen.leader !== "0" && (seen.leader !== old.leader || seen.term > old.term);
  const first = since.find(isNew);
  if (first === undefined) return { old, boundsMs: [Math.max(0, (since.at(-1)?.started ?? 0) - activeAt), null] };
  const atMostMs = first.ended - stretch.from;
  const none = Math.max(0, ...lastWithoutNew(facts, stretch, since, old, first));
  return {
    old,
    first,
    term: since.find((seen) => isNew(seen) && seen.term > old.term)?.term,
    boundsMs: [Math.min(atMostMs, Math.max(0, none - activeAt)), atMostMs],
  };
}

/**
 * Moments at which there surely was no new leader yet, each for a reason of its own.
 *
 * - The new leader itself told that it knew of none, or of another one.
 * - The new leader's etcd did not run: its port refused.
 * - Too few were left to elect one. Who votes in a new term forgets its leader first (raft's becomeFollower and
 *   becomeCandidate), so a member that tells the old one has not voted; a new leader needs more than half of all.
 *
 * Where the same member is elected again, its id alone does not tell the old leader from the new, and neither does the
 * term, which lags behind (see LeaderSighting): then a word on it counts as of the old only where the same member told
 * of no leader afterwards.
 */
function lastWithoutNew(
  facts: Facts,
  stretch: Stretch,
  since: readonly LeaderSighting[],
  old: LeaderSighting,
  first: LeaderSighting,
): number[] {
  const before = since.filter((seen) => seen.started < first.ended);
  const again = first.leader === old.leader;
  const isOld = (seen: LeaderSighting) =>
    seen.leader === old.leader &&
    seen.term <= old.term &&
    (!again ||
      before.some((later) => later.member === seen.member && later.leader === "0" && later.started > seen.ended));
  const lastOf = (member: string, wanted: (seen: LeaderSighting) => boolean) =>
    before.findLast((seen) => seen.member === member && wanted(seen))?.started;
  const members = votingMembers(facts);
  const unvoted = members.flatMap((member) => lastOf(member, isOld) ?? []).toSorted((a, b) => b - a);
  const votesNeeded = Math.floor(members.length / 2) + 1;
  const tooFew = unvoted[members.length - votesNeeded];
  const node = facts.nodeOfMember(first.leader);
  const own =
    node === undefined
      ? []
      : [
          lastOf(node, (seen) => seen.leader === "0" || isOld(seen)),
          lastRefused(facts, node, stretch.from, first.ended),
        ];
  return [tooFew, ...own].filter((moment) => moment !== undefined);
}
