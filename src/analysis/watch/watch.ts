import type { Sample } from "../../model/sample.ts";
import type { Timeline, WatchTrack } from "../../model/timeline.ts";
import { listing } from "../statistics/format.ts";
import { DueWrites } from "./due-writes.ts";
import { WatchFollower } from "./watch-follower.ts";

/**
 * What became of an acknowledged write on a watch: its event came; a list read after 410 holds it; something later came and it did
 * not (lost); or nothing as late as it has come yet (pending).
 */
export type WriteFate = "delivered" | "relisted" | "lost" | "pending";

/** An acknowledged write that was to arrive, and what became of it. */
export interface FollowedWrite {
  readonly write: Sample;
  readonly fate: WriteFate;
  readonly arrivedAt?: number | undefined;
  /** Since when a stream stood that could deliver it: the one that did, or the last; undefined where none stands. */
  readonly streamSince?: number | undefined;
}

/** A time without an arrival in which an acknowledged write was due. */
export interface Silence {
  /** It cannot have begun before. */
  readonly from: number;
  /** Null: still silent at the end. */
  readonly to: number | null;
  readonly atLeastMs: number;
  readonly atMostMs: number | null;
  /** Why streams were lost, or could not be opened, meanwhile. */
  readonly reasons: readonly string[];
}

/** A stream that was lost, until the next one stood. */
export interface Disconnect {
  readonly from: number;
  readonly to: number | null;
  readonly reason: string;
  readonly cutBytes?: number | undefined;
}

/** A line that came twice, or after one with a later revision. */
export interface Disorder {
  readonly at: number;
  readonly text: string;
}

/** Everything that a watch did, set against what was written meanwhile. */
export interface FollowedWatch {
  readonly track: WatchTrack;
  /** The revision from which on everything had to arrive; undefined where the state was never listed or no stream ever stood. */
  readonly since?: number | undefined;
  readonly endedAt: number;
  readonly writes: readonly FollowedWrite[];
  readonly silences: readonly Silence[];
  readonly disconnects: readonly Disconnect[];
  readonly repeated: readonly Disorder[];
  readonly disordered: readonly Disorder[];
}

/** What was followed before: several guarantees and the report ask for the same. */
const followed = new WeakMap<Timeline, FollowedWatch[]>();

/** All lanes that listen to what is written, each followed through the run. */
export function followWatches(timeline: Timeline): readonly FollowedWatch[] {
  // Lanes that witness hear of other objects than those that are written to.
  const tracks = timeline.watches.filter(({ lane }) => lane.operation === "watch");
  if (tracks.length === 0) return [];
  const known = followed.get(timeline);
  if (known !== undefined) return known;
  const due = DueWrites.of(timeline);
  const watches = tracks.map((track) => followWatch(track, due, timeline));
  followed.set(timeline, watches);
  return watches;
}

/** Follows a watch through a run, arrival by arrival. */
export function followWatch(track: WatchTrack, due: DueWrites, timeline: Pick<Timeline, "endedAt">): FollowedWatch {
  const stopped = track.arrivals.findLast(({ kind, reason }) => kind === "closed" && reason === "stopped");
  const follower = new WatchFollower(due);
  for (const arrival of track.arrivals) follower.take(arrival);
  return follower.finish(track, stopped?.at ?? timeline.endedAt);
}

/** How long a write took to arrive beyond its answer, or beyond the moment when a stream stood again; milliseconds, not below 0. */
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
