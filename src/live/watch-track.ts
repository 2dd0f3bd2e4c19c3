import type { WatchLane } from "../model/lane.ts";
import { chosenEnds, fromWatchRow, type WatchArrival, type WatchRow } from "../model/watch.ts";
import { runningText } from "./clock-text.ts";
import type { LaneState, LiveLane } from "./live-snapshot.ts";
import { Strip } from "./strip.ts";

/** What "now" means for a person who watches, milliseconds. */
const windowMs = 2_000;

/** Follows one lane that listens, for people who watch. */
export class WatchTrack {
  readonly #lane: WatchLane;
  readonly #strip = new Strip();
  #openedAt: number | undefined;
  #closedAt: number | undefined;
  #reason = "";
  #heardAt: number | undefined;
  #recent: number[] = [];
  #longestOutMs = 0;

  constructor(lane: WatchLane) {
    this.#lane = lane;
  }

  /** Takes what arrived on its stream. */
  add(arrivals: readonly WatchRow[]): void {
    for (const row of arrivals) {
      const arrival = fromWatchRow(row);
      if (arrival !== undefined) this.#take(arrival);
    }
  }

  /** What it hears at a time of the run, milliseconds. */
  now(at: number): LiveLane {
    this.#recent = this.#recent.filter((time) => time > at - windowMs);
    const state = this.#state(at);
    return { lane: this.#lane.id, ...state, longestOutMs: this.#longestOutMs, cells: this.#strip.cells(at) };
  }

  #take({ kind, at, reason }: WatchArrival): void {
    if (kind === "opened") this.#opened(at);
    if (kind === "closed") this.#closed(at, reason ?? "");
    if (kind !== "event" && kind !== "bookmark") return;
    this.#heardAt = at;
    this.#recent.push(at);
    this.#strip.mark(at, "ok");
  }

  #opened(at: number): void {
    if (this.#closedAt !== undefined && this.#openedAt === undefined && !chosenEnds.includes(this.#reason))
      this.#longestOutMs = Math.max(this.#longestOutMs, at - this.#closedAt);
    this.#openedAt = at;
    this.#strip.mark(at, "ok");
  }

  #closed(at: number, reason: string): void {
    // Tries that fail, one after another, are one time without a stream.
    if (this.#openedAt !== undefined || this.#closedAt === undefined) this.#closedAt = at;
    this.#openedAt = undefined;
    this.#reason = reason;
    if (!chosenEnds.includes(reason)) this.#strip.mark(at, "failed");
  }

  #state(at: number): { state: LaneState; text: string; outMs?: number } {
    if (this.#openedAt === undefined) {
      if (this.#closedAt === undefined) return { state: "quiet", text: "waiting for its stream" };
      const outMs = Math.max(0, at - this.#closedAt);
      if (this.#reason === "stopped") return { state: "quiet", text: "stopped" };
      return { state: "out", text: `no stream for ${runningText(outMs)} (${this.#reason})`, outMs };
    }
    if (this.#recent.length > 0)
      return { state: "ok", text: `${Math.round((1_000 * this.#recent.length) / windowMs)} events/s` };
    return { state: "degraded", text: `silent for ${runningText(at - (this.#heardAt ?? this.#openedAt))}` };
  }
}
