import type { Sample } from "../../model/sample.ts";
import type { Span } from "../timeline/span.ts";

/**
 * Times of samples are rounded by up to this much in the journal, milliseconds: closer together, nobody knows which
 * came first.
 */
export const roundingMs = 0.2;

/** What somebody was told by the store, at a revision; it was so at some time of this span. */
export interface Told extends Span {
  readonly lane: string;
  readonly revision: number;
}

/**
 * A confirmed operation of a run on the store. A `write` and a `read` carry the revision at which their object changed
 * last (0: it was not there); a `list` and an `event` of a watch that of the store, and no object.
 */
export interface Access extends Told {
  readonly kind: "write" | "read" | "list" | "event";
  readonly object?: string | undefined;
  /** The attempt; undefined of what arrived on a watch. */
  readonly sample?: Sample | undefined;
  /** What stands for the content that was read; undefined where only the version was. */
  readonly digest?: string | undefined;
}

/** Whether one was surely over before the other began. */
export function isBefore(one: Span, other: Span): boolean {
  return one.to + roundingMs < other.from;
}
