import type { PageOutage } from "../outage-columns.ts";
import type { Failure } from "./lane.ts";

/**
 * The outage at a moment, or within `nearMs` of it, since what is drawn can be wider than what it stands for: the one
 * that is nearest, the shortest of several; its place among them, -1 where there is none.
 */
export function outageAt(outages: readonly PageOutage[], ms: number, nearMs: number): number {
  let best = -1;
  let least = { distance: nearMs, length: Number.POSITIVE_INFINITY };
  for (const [index, { from, to, first, last }] of outages.entries()) {
    const end = to === null ? Number.POSITIVE_INFINITY : Math.max(to, last.at);
    const distance = Math.max(0, Math.min(from, first.at) - ms, ms - end);
    const length = end - from;
    const isCloser = distance < least.distance || (distance === least.distance && (best < 0 || length < least.length));
    if (!isCloser) continue;
    best = index;
    least = { distance, length };
  }
  return best;
}

/** Failures that began between two moments, of those in the order of time. */
export function failuresWithin(failures: readonly Failure[], from: number, to: number): Failure[] {
  const first = failures.findIndex(({ at }) => at >= from);
  if (first < 0) return [];
  const end = failures.findIndex(({ at }) => at >= to);
  return failures.slice(first, end < 0 ? undefined : end);
}

/** The next of some ascending moments after one, or the last before it; undefined where there is none. */
export function neighbour(moments: readonly number[], ms: number, direction: 1 | -1): number | undefined {
  const apart = 0.05;
  return direction === 1
    ? moments.find((moment) => moment > ms + apart)
    : moments.findLast((moment) => moment < ms - apart);
}

/** The event at a moment, or within `nearMs` of it: the nearest, the shortest of several; undefined where there is none. */
export function eventAt<Event extends { readonly from: number; readonly to: number }>(
  events: readonly Event[],
  ms: number,
  nearMs: number,
): Event | undefined {
  const near = events.flatMap((event) => {
    const distance = Math.max(0, event.from - ms, ms - event.to);
    return distance <= nearMs ? [{ event, distance, length: event.to - event.from }] : [];
  });
  return near.toSorted((a, b) => a.distance - b.distance || a.length - b.length)[0]?.event;
}
