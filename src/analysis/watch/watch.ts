import type { Timeline, WatchTrack } from "../../model/timeline.ts";
import { listing } from "../statistics/format.ts";
import { DueWrites } from "./due-writes.ts";
import type { FollowedWatch, FollowedWrite, Silence } from "./followed-watch.ts";
import { stoppedAt } from "./stopped-at.ts";
import { WatchFollower } from "./watch-follower.ts";

/** All lanes that listen to what is written, each followed through the run. */
export function followWatches(timeline: Timeline): readonly FollowedWatch[] {
  // Lanes that observe hear of other objects than those that are written to.
  const tracks = timeline.watches.filter(({ lane }) => lane.operation === "watch");
  if (tracks.length === 0) return [];
  const due = DueWrites.of(timeline);
  return tracks.map((track) => followWatch(track, due, timeline));
}

/** Follows a watch through a run, arrival by arrival. */
export function followWatch(track: WatchTrack, due: DueWrites, timeline: Pick<Timeline, "endedAt">): FollowedWatch {
  const follower = new WatchFollower(due);
  for (const arrival of track.arrivals) follower.take(arrival);
  return follower.finish(track, stoppedAt(track) ?? timeline.endedAt);
}

/**
 * How long a write took to arrive beyond its answer, or beyond the moment when a stream stood again; milliseconds, not
 * below 0.
 */
export function lateMs({ write, arrivedAt, streamSince }: FollowedWrite, endedAt: number): number {
  return Math.max(0, (arrivedAt ?? endedAt) - Math.max(write.ended, streamSince ?? 0));
}

/** The silence that was surely longest; of several, the one that may have been. Undefined of none. */
export function longestSilence(silences: readonly Silence[]): Silence | undefined {
  const most = ({ atMostMs }: Silence) => atMostMs ?? Number.POSITIVE_INFINITY;
  return silences.reduce<Silence | undefined>((longest, next) => {
    if (longest === undefined || next.atLeastMs > longest.atLeastMs) return next;
    return next.atLeastMs === longest.atLeastMs && most(next) > most(longest) ? next : longest;
  }, undefined);
}

/** The reasons of a silence in words; empty where its stream stood all the time. */
export function describeReasons({ reasons }: Pick<Silence, "reasons">): string {
  return listing([...new Set(reasons)]);
}
