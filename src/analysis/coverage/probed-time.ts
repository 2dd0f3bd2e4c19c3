import type { Timeline } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";
import { eventsOf } from "../timeline/timeline.ts";

/**
 * When attempts were due, by the run's own events: from the beginning of the first period until the lanes were stopped.
 * Where an event is missing, all of the run: then what is not there is missing.
 */
export function probedTime({ events, start, endedAt }: Pick<Timeline, "events" | "start" | "endedAt">): Span {
  const begins = eventsOf(events, "probing-begin").map(({ at, leadMs }) => at + leadMs);
  const ends = eventsOf(events, "probing-end").map(({ at }) => at);
  return {
    from: begins.length === 0 ? start.at : Math.min(...begins),
    to: ends.length === 0 ? endedAt : Math.max(...ends),
  };
}

/**
 * The time that a stretch stands for: one that is open at an end reaches to the beginning or the end of probing, and to
 * every moment of a fault, whether anybody probed then or not.
 */
export function rangeOf(stretch: Span, timeline: Timeline, probed = probedTime(timeline)): Span {
  const moments = timeline.faults.flatMap(({ injectingAt, activeAt, healingAt, healedAt, steadyAt }) =>
    [injectingAt, activeAt, healingAt, healedAt, steadyAt].filter((moment) => moment !== undefined),
  );
  return {
    from: stretch.from > 0 ? stretch.from : Math.min(probed.from, ...moments),
    to: Number.isFinite(stretch.to) ? stretch.to : Math.max(probed.to, ...moments),
  };
}
