import type { WatchTrack } from "../../model/timeline.ts";
import type { WatchArrival } from "../../model/watch.ts";
import type { Span } from "../timeline/span.ts";
import { stoppedAt } from "./stopped-at.ts";

/** A time from which on, and up to which, a stream told all that happened. */
export type Covered = Span;

/** What one lane that observes can have told. */
export interface StreamCoverage {
  readonly covered: readonly Covered[];
  /** The first of its arrivals is there: before it, it had told nothing. */
  readonly whole: boolean;
  /** When the lane was stopped; undefined where nothing says so. */
  readonly stoppedAt?: number | undefined;
}

/**
 * A stream that was resumed and stood so long has brought what had happened meanwhile, milliseconds: the API server
 * sends it at once, and the controllers' own objective for such news is a second (SIG Scalability).
 */
const backlogMs = 1_000;

/** Reasons to close that say that the stream had been dead already, nobody knows since when (see watch-deadlines.ts). */
const deadBefore: readonly string[] = ["ping", "idle"];

/**
 * Finds when a lane that observes knew the state of its objects: from a list that a stream was opened after, as long as
 * that stream stood or was resumed where it was lost, because a resumed one tells what happened meanwhile. It knew
 * nothing from a loss to the next list, nor where arrivals are missing.
 */
export function coverageOf({ arrivals }: Pick<WatchTrack, "arrivals">): StreamCoverage {
  const chain = new Chain();
  let expected = 0;
  for (const arrival of arrivals) {
    if (arrival.number !== undefined && arrival.number !== expected) chain.end();
    expected = (arrival.number ?? expected) + 1;
    chain.take(arrival);
  }
  chain.end();
  const whole = arrivals.length > 0 && (arrivals[0]?.number ?? 0) === 0;
  return { covered: chain.covered, whole, stoppedAt: stoppedAt({ arrivals }) };
}

/** Whether a list tells its objects; one that does not leaves the state unknown. */
export function itemsOf({ object }: WatchArrival): readonly unknown[] | undefined {
  return Array.isArray(object?.items) ? object.items : undefined;
}

/** Whether arrivals of a lane are missing, also at the end, where each lane tells that it was stopped. */
export function isTorn({ arrivals }: Pick<WatchTrack, "arrivals">): boolean {
  const last = arrivals.at(-1);
  if (last?.kind !== "closed" || last.reason !== "stopped") return true;
  return arrivals.some(({ number }, index) => number !== (arrivals[index - 1]?.number ?? -1) + 1);
}

/** A list and the streams that follow it, each resumed where the one before was lost. */
class Chain {
  readonly covered: Covered[] = [];
  #from: number | undefined;
  #to = 0;
  #openedAt: number | undefined;
  /** The latest that was told. */
  #revision = 0;
  /** Nothing can have happened that the stream that stands has not brought yet. */
  #current = false;

  take(arrival: WatchArrival): void {
    const { kind, at, revision = 0 } = arrival;
    if (kind === "listed") this.#list(at, itemsOf(arrival) !== undefined);
    else if (kind === "opened") this.#open(at, revision);
    else if (kind === "gone") this.end();
    else if (kind === "closed") this.#close(at, deadBefore.includes(arrival.reason ?? ""));
    else if (this.#openedAt !== undefined) {
      this.#current = true;
      this.#to = at;
    }
    if (kind === "listed" || kind === "event" || kind === "bookmark")
      this.#revision = Math.max(this.#revision, revision);
  }

  end(): void {
    if (this.#from !== undefined) this.covered.push({ from: this.#from, to: this.#to });
    this.#from = undefined;
    this.#openedAt = undefined;
    this.#current = false;
  }

  #list(at: number, told: boolean): void {
    this.end();
    if (!told) return;
    this.#from = at;
    this.#to = at;
    this.#current = true;
  }

  /** A stream that begins after what was told last does not bring what was between. */
  #open(at: number, revision: number): void {
    if (revision > this.#revision) this.end();
    this.#openedAt = at;
  }

  #close(at: number, dead: boolean): void {
    const stood = this.#openedAt !== undefined && !dead;
    if (stood && (this.#current || at - (this.#openedAt ?? at) >= backlogMs)) this.#to = at;
    this.#openedAt = undefined;
    // What happens from now on comes with the next stream, or not at all.
    this.#current = false;
  }
}
