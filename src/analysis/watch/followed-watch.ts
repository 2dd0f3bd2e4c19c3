import type { Sample } from "../../model/sample.ts";
import type { WatchTrack } from "../../model/timeline.ts";

/**
 * What became of an acknowledged write on a watch: its event came; a list read after 410 holds it; something later came
 * and it did not (lost); or nothing as late as it has come yet (pending).
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

/** A line that came twice, or after one with a later revision; without words, because there may be a million. */
export interface Disorder {
  readonly at: number;
  readonly what: "event" | "list" | "bookmark";
  readonly revision: number;
  /** The later revision that had come before; undefined where the line itself had. */
  readonly after?: number | undefined;
}

/** A disorder in words. */
export function describeDisorder({ what, revision, after }: Disorder): string {
  if (after === undefined) return `revision ${revision} came again`;
  return `${what === "event" ? "revision" : `a ${what} of`} ${revision} came after ${after}`;
}

/** Everything that a watch did, set against what was written meanwhile. */
export interface FollowedWatch {
  readonly track: WatchTrack;
  /**
   * The revision from which on everything had to arrive; undefined where the state was never listed or no stream ever
   * stood.
   */
  readonly since?: number | undefined;
  readonly endedAt: number;
  readonly writes: readonly FollowedWrite[];
  readonly silences: readonly Silence[];
  readonly disconnects: readonly Disconnect[];
  readonly duplicates: readonly Disorder[];
  readonly outOfOrder: readonly Disorder[];
}
