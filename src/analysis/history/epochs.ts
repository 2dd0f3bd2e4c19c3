import type { Span } from "../timeline/span.ts";
import type { Restore } from "./restores.ts";

/**
 * The times in which the store has one history: all of a run, or what lies between restores of a snapshot, which are
 * given in their order. One that was begun and not proven to be over has no time after it.
 */
export function epochsOf(restores: readonly Pick<Restore, "begunAt" | "overAt">[]): Span[] {
  const ends = restores.map(({ overAt }) => overAt ?? Number.POSITIVE_INFINITY);
  const begins = restores.map(({ begunAt }) => begunAt);
  const edges = [...begins, Number.POSITIVE_INFINITY];
  return [0, ...ends].flatMap((from, index) => {
    const to = edges[index] as number;
    return from < to ? [{ from, to }] : [];
  });
}

/** The epoch that lasts to the end, whose traces can be looked for there; an empty one where no restore was proven. */
export function lastEpoch(epochs: readonly Span[]): Span {
  const last = epochs.at(-1);
  return last?.to === Number.POSITIVE_INFINITY ? last : { from: Number.POSITIVE_INFINITY, to: 0 };
}

/** Whether something began and ended in an epoch. */
export function liesIn({ from, to }: Span, epoch: Span): boolean {
  return from >= epoch.from && to <= epoch.to;
}
