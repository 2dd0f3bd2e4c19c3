import { formatMs } from "../../model/duration.ts";
import { listing } from "../statistics/format.ts";
import type { Moment } from "../timeline/revision-clock.ts";
import type { Span } from "../timeline/span.ts";

/** A state that an object came to, and between which moments; one that went is told with `gone`. */
export interface Sighting<State> {
  readonly when: Moment;
  readonly state: State;
}

/** All objects of a kind, from one change on until the next. */
export interface ObjectsMoment<State> {
  /** Between which moments this came about. */
  readonly when: Moment;
  /** Until when it surely lasted, and when it was surely over; Infinity where nothing ended it. */
  readonly lasts: Moment;
  readonly objects: ReadonlyMap<string, State>;
  /** No object is missing, and none is another than it is told: a stream stood, and all states could be read. */
  readonly whole: boolean;
}

/** A time in which nobody can say what became of the objects. */
export interface UnknownTime {
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/**
 * What was known of all objects of one kind: from the first list, what streams told, and what later lists showed that
 * no stream had told.
 */
export interface KnownObjects<State> {
  /** Each change of an object once, in etcd's order. */
  readonly sightings: readonly Sighting<State>[];
  readonly moments: readonly ObjectsMoment<State>[];
  /**
   * From when the streams first stood, or the first fault if that was earlier, to when they were stopped; in the order
   * of time.
   */
  readonly unknown: readonly UnknownTime[];
}

/** Whether this surely was so at some time of a stretch. */
export function surelyIn({ when, lasts, whole }: Omit<ObjectsMoment<unknown>, "objects">, { from, to }: Span): boolean {
  const began = when[0] >= from && when[1] <= to;
  return whole && (began || Math.max(when[1], from) <= Math.min(lasts[0], to));
}

/** Whether this may have been so at some time of a stretch. */
export function perhapsIn({ when, lasts }: Pick<ObjectsMoment<unknown>, "when" | "lasts">, span: Span): boolean {
  return when[0] <= span.to && lasts[1] >= span.from;
}

/** Why something may have happened in a stretch that nobody saw, in words; undefined where that cannot be. */
export function unseenIn({ unknown }: Pick<KnownObjects<unknown>, "unknown">, span: Span): string | undefined {
  const within = unknown.filter(({ from, to }) => from < span.to && to > span.from);
  if (within.length === 0) return undefined;
  const told = within.map(({ from, to, why }) =>
    Number.isFinite(to) ? `${why} from ${formatMs(from)} to ${formatMs(to)}` : `${why} from ${formatMs(from)} on`,
  );
  return listing([...new Set(told)]);
}
