import { etcdNodes } from "../../model/cluster.ts";
import type { Sample } from "../../model/sample.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import { eventsOf, shortName } from "../timeline/timeline.ts";

/** What one etcd member said of its leader in one attempt. */
export interface LeaderSighting {
  /** Short name of the member's node. */
  readonly member: string;
  readonly started: number;
  readonly ended: number;
  /**
   * The term of the last entry that the member has applied, which is all that etcd tells: behind a new leader's own
   * term until its first entry.
   */
  readonly term: number;
  /** In hexadecimal; "0" while the member knows of no leader. */
  readonly leader: string;
  readonly appliedIndex: number;
}

/** The operation that asks an etcd member for its status. */
const etcdStatusOperation = "etcd-status";

/** What all etcd members said of their leader, in the order in which they answered. */
export function leaderSightings(timeline: Timeline): LeaderSighting[] {
  const words = new Map<string, string>();
  return statusTracks(timeline)
    .flatMap((track) => track.all.flatMap((sample) => sighting(track.lane.via, sample, words) ?? []))
    .sort((a, b) => a.ended - b.ended);
}

/** What each member said, attempt by attempt in the order of start; undefined where it did not answer. */
export function sightingsByMember(timeline: Timeline): Map<string, (LeaderSighting | undefined)[]> {
  const words = new Map<string, string>();
  const byMember = Map.groupBy(statusTracks(timeline), ({ lane }) => lane.via);
  return new Map(
    [...byMember].map(([member, tracks]) => {
      const samples = tracks.flatMap((track) => track.all);
      if (tracks.length > 1) samples.sort((a, b) => a.started - b.started);
      return [member, samples.map((sample) => sighting(member, sample, words))];
    }),
  );
}

/**
 * The short names of the members' nodes by the members' ids in hexadecimal; of a member that several readings name, the
 * first counts.
 */
export function memberNodes({ events, cluster }: Timeline): ReadonlyMap<string, string> {
  const members = eventsOf(events, "etcd").flatMap((event) => event.members);
  return new Map(members.toReversed().map(({ memberId, node }) => [memberId, shortName(cluster, node)]));
}

/** Of which members the status was asked at all, each once. */
export function askedMembers(timeline: Pick<Timeline, "tracks">): string[] {
  return [...new Set(statusTracks(timeline).map((track) => track.lane.via))];
}

/** All members that vote: those of the topology, asked or not; those that were asked where no cluster is known. */
export function votingMembers(timeline: Pick<Timeline, "tracks" | "cluster">): string[] {
  const { cluster } = timeline;
  return cluster === undefined ? askedMembers(timeline) : etcdNodes(cluster).map(({ short }) => short);
}

/**
 * When the last attempt began that a member's node refused: etcd opens its client port before it takes part in raft, so
 * it did not run yet.
 */
export function lastRefused(timeline: Timeline, member: string, from: number, before: number): number | undefined {
  const samples = statusTracks(timeline).find((track) => track.lane.via === member)?.all ?? [];
  return samples.findLast(
    ({ started, error }) => started >= from && started < before && (error === "refused" || error === "reset"),
  )?.started;
}

function statusTracks({ tracks }: Pick<Timeline, "tracks">): LaneTrack[] {
  return tracks.filter(({ lane }) => lane.operation === etcdStatusOperation);
}

function sighting(member: string, sample: Sample, words: Map<string, string>): LeaderSighting | undefined {
  const { outcome, revision: term, detail, started, ended } = sample;
  if (outcome !== "ok" || term === undefined || detail === undefined) return undefined;
  const space = detail.indexOf(" ");
  if (space < 1) return undefined;
  const word = detail.slice(0, space);
  // One string for each leader: there are few leaders and many answers.
  const leader = words.get(word) ?? word;
  words.set(leader, leader);
  return { member, started, ended, term, leader, appliedIndex: Number(detail.slice(space + 1)) };
}
