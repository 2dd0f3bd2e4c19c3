import type { Sample } from "../model/sample.ts";
import type { Timeline, WatchTrack } from "../model/timeline.ts";
import { chosenEnds, type WatchArrival } from "../model/watch.ts";
import type { DueWrites } from "./due-writes.ts";
import { listing } from "./words.ts";

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

/** Shorter silences are not told of, milliseconds: between two writes there is always one. */
export const leastSilenceMs = 200;

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

/** Follows a watch through a run, arrival by arrival. */
export function followWatch(track: WatchTrack, due: DueWrites, timeline: Pick<Timeline, "endedAt">): FollowedWatch {
  const stopped = track.arrivals.findLast(({ kind, reason }) => kind === "closed" && reason === "stopped");
  const follower = new Follower(due);
  for (const arrival of track.arrivals) follower.take(arrival);
  return follower.finish(track, stopped?.at ?? timeline.endedAt);
}

/** When an event came, and since when the stream stood that brought it. */
interface Delivery {
  readonly at: number;
  readonly streamSince: number;
}

class Follower {
  readonly #due: DueWrites;
  readonly #delivered = new Map<number, Delivery>();
  readonly #relisted: [number, number][] = [];
  readonly #silences: Silence[] = [];
  readonly #disconnects: Disconnect[] = [];
  readonly #repeated: Disorder[] = [];
  readonly #disordered: Disorder[] = [];
  #since: number | undefined;
  #opened = false;
  /** The latest revision that the watch knows of. */
  #last = 0;
  #lastAt = 0;
  #streamSince: number | undefined;
  #lost: { from: number; reason: string; cutBytes?: number | undefined } | undefined;
  #reasons: string[] = [];

  constructor(due: DueWrites) {
    this.#due = due;
  }

  take(arrival: WatchArrival): void {
    const { kind, at, revision = 0 } = arrival;
    if (kind === "listed") this.#list(at, revision);
    else if (kind === "opened") this.#open(at);
    else if (kind === "closed") this.#close(arrival);
    else if (kind === "event") this.#event(at, revision);
    else if (kind === "bookmark") this.#reached(at, revision, "bookmark");
  }

  finish(track: WatchTrack, endedAt: number): FollowedWatch {
    this.#silence(null, endedAt);
    this.#reopened(null);
    const since = this.#opened ? this.#since : undefined;
    const writes = since === undefined ? [] : this.#due.writes.slice(this.#due.indexAfter(since));
    return {
      track,
      since,
      endedAt,
      writes: writes.map((write) => this.#follow(write)),
      silences: this.#silences,
      disconnects: this.#disconnects,
      repeated: this.#repeated,
      disordered: this.#disordered,
    };
  }

  #list(at: number, revision: number): void {
    if (this.#since === undefined) {
      this.#since = revision;
      this.#last = revision;
      this.#lastAt = at;
      return;
    }
    const before = this.#last;
    this.#reached(at, revision, "list");
    if (revision > before) this.#relisted.push([before, revision]);
  }

  #open(at: number): void {
    this.#opened = true;
    this.#streamSince = at;
    this.#reopened(at);
  }

  #close({ at, reason = "", cutBytes }: WatchArrival): void {
    if (reason === "stopped") return;
    this.#reasons.push(reason);
    const stood = this.#streamSince !== undefined;
    this.#streamSince = undefined;
    if (stood && !chosenEnds.includes(reason)) this.#lost = { from: at, reason, cutBytes };
  }

  #reopened(to: number | null): void {
    if (this.#lost !== undefined) this.#disconnects.push({ ...this.#lost, to });
    this.#lost = undefined;
  }

  #event(at: number, revision: number): void {
    const before = this.#last;
    this.#advance(at, revision);
    if (this.#delivered.has(revision)) this.#repeated.push({ at, text: `revision ${revision} came again` });
    else {
      if (revision <= before) this.#disordered.push({ at, text: `revision ${revision} came after ${before}` });
      this.#delivered.set(revision, { at, streamSince: this.#streamSince ?? at });
    }
  }

  /** A list or a bookmark: it says that nothing before its revision is still to come. */
  #reached(at: number, revision: number, what: string): void {
    if (revision < this.#last) this.#disordered.push({ at, text: `a ${what} of ${revision} came after ${this.#last}` });
    this.#advance(at, revision);
  }

  /** Everything that arrives ends a silence. */
  #advance(at: number, revision: number): void {
    this.#silence(at, at);
    this.#lastAt = at;
    this.#last = Math.max(this.#last, revision);
  }

  /** Tells of the time since the last arrival, as far as a write was due in it. */
  #silence(to: number | null, until: number): void {
    const taken = this.#since === undefined ? undefined : this.#due.takenAfter(this.#last);
    const reasons = this.#reasons;
    if (reasons.length > 0) this.#reasons = [];
    if (taken === undefined) return;
    const from = Math.max(this.#lastAt, taken[0]);
    if (until - from < leastSilenceMs) return;
    const atLeastMs = Math.max(0, until - Math.max(this.#lastAt, taken[1]));
    this.#silences.push({ from, to, atLeastMs, atMostMs: to === null ? null : until - from, reasons });
  }

  #follow(write: Sample): FollowedWrite {
    const revision = write.revision ?? 0;
    const delivery = this.#delivered.get(revision);
    if (delivery !== undefined) {
      const { at: arrivedAt, streamSince } = delivery;
      return { write, fate: "delivered", arrivedAt, streamSince };
    }
    if (revision > this.#last) return { write, fate: "pending", streamSince: this.#streamSince };
    const relisted = this.#relisted.some(([after, upTo]) => revision > after && revision <= upTo);
    return { write, fate: relisted ? "relisted" : "lost" };
  }
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
