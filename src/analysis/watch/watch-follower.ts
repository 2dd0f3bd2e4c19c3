import type { Sample } from "../../model/sample.ts";
import type { WatchTrack } from "../../model/timeline.ts";
import { chosenEnds, type WatchArrival } from "../../model/watch.ts";
import type { DueWrites } from "./due-writes.ts";
import type { Disconnect, Disorder, FollowedWatch, FollowedWrite, Silence } from "./followed-watch.ts";

/** Shorter silences are not told of, milliseconds: between two writes there is always one. */
export const leastSilenceMs = 200;

/** Takes what arrives on a watch, one after the other, and sets it against the writes that were due. */
export class WatchFollower {
  readonly #due: DueWrites;
  /** When each write's event came, and since when the stream stood that brought it; NaN where it did not. */
  readonly #arrivedAt: Float64Array;
  readonly #broughtSince: Float64Array;
  /** Events of what nobody had acknowledged. */
  readonly #others = new Set<number>();
  readonly #relisted: [number, number][] = [];
  readonly #silences: Silence[] = [];
  readonly #disconnects: Disconnect[] = [];
  readonly #duplicates: Disorder[] = [];
  readonly #outOfOrder: Disorder[] = [];
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
    this.#arrivedAt = new Float64Array(due.writes.length).fill(Number.NaN);
    this.#broughtSince = new Float64Array(due.writes.length);
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
    const first = since === undefined ? this.#due.writes.length : this.#due.indexAfter(since);
    return {
      track,
      since,
      endedAt,
      writes: this.#due.writes.slice(first).map((write, n) => this.#follow(write, first + n)),
      silences: this.#silences,
      disconnects: this.#disconnects,
      duplicates: this.#duplicates,
      outOfOrder: this.#outOfOrder,
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
    if (!this.#isFirst(at, revision)) this.#duplicates.push({ at, what: "event", revision });
    else if (revision <= before) this.#outOfOrder.push({ at, what: "event", revision, after: before });
  }

  /** Notes an event; returns whether it is the first of its revision. */
  #isFirst(at: number, revision: number): boolean {
    const index = this.#due.indexOf(revision);
    if (index === undefined) {
      const known = this.#others.has(revision);
      this.#others.add(revision);
      return !known;
    }
    if (!Number.isNaN(this.#arrivedAt[index])) return false;
    this.#arrivedAt[index] = at;
    this.#broughtSince[index] = this.#streamSince ?? at;
    return true;
  }

  /** A list or a bookmark: it says that nothing before its revision is still to come. */
  #reached(at: number, revision: number, what: "list" | "bookmark"): void {
    if (revision < this.#last) this.#outOfOrder.push({ at, what, revision, after: this.#last });
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

  #follow(write: Sample, index: number): FollowedWrite {
    const revision = write.revision ?? 0;
    const arrivedAt = this.#arrivedAt[index] as number;
    if (!Number.isNaN(arrivedAt))
      return { write, fate: "delivered", arrivedAt, streamSince: this.#broughtSince[index] };
    if (revision > this.#last) return { write, fate: "pending", streamSince: this.#streamSince };
    const relisted = this.#relisted.some(([after, upTo]) => revision > after && revision <= upTo);
    return { write, fate: relisted ? "relisted" : "lost" };
  }
}
