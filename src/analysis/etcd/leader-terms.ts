import type { Timeline } from "../../model/timeline.ts";
import { type LeaderSighting, sightingsByMember } from "./etcd-status.ts";

/** Fewer answers of a member that says that it leads do not establish it. */
const fewestAnswers = 20;

/** A member that surely led in a term: it said so itself, again and again, while it applied entries of that term. */
export interface LeaderTerm {
  readonly term: number;
  readonly leader: string;
  readonly member: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Which members surely led in which terms. etcd tells a member's leader as soon as it is known, but only the term of
 * the last entry that the member has applied; so a new leader shows for a while with the term of the one before, and
 * that pair proves nothing. What counts is a member's word about itself without a break, the last term in it, and
 * entries applied in that term meanwhile.
 */
export function leaderTermsOf(
  timeline: Timeline,
  nodeOfMember: (memberId: string) => string | undefined,
): LeaderTerm[] {
  return [...sightingsByMember(timeline)].flatMap(([member, sightings]) =>
    stretchesOfSelf(sightings, (leader) => nodeOfMember(leader) === member).flatMap((stretch) => leaderTerm(stretch)),
  );
}

/** The runs of answers in which a member names itself. */
function stretchesOfSelf(
  sightings: readonly (LeaderSighting | undefined)[],
  isSelf: (leader: string) => boolean,
): LeaderSighting[][] {
  const self = new Map<string, boolean>();
  const stretches: LeaderSighting[][] = [[]];
  for (const seen of sightings) {
    if (seen !== undefined && !self.has(seen.leader)) self.set(seen.leader, isSelf(seen.leader));
    if (seen !== undefined && self.get(seen.leader)) stretches.at(-1)?.push(seen);
    else if (stretches.at(-1)?.length !== 0) stretches.push([]);
  }
  return stretches;
}

function leaderTerm(stretch: readonly LeaderSighting[]): LeaderTerm[] {
  const last = stretch.at(-1);
  if (last === undefined) return [];
  const inLastTerm = stretch.filter((seen) => seen.term === last.term);
  const first = inLastTerm[0] ?? last;
  if (inLastTerm.length < fewestAnswers || last.appliedIndex <= first.appliedIndex) return [];
  return [{ term: last.term, leader: last.leader, member: last.member, from: first.started, to: last.ended }];
}
