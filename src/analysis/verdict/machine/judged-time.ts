import type { EventOf } from "../../../model/event.ts";
import type { Scope } from "../../../model/guarantee.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Span } from "../../timeline/span.ts";
import { type Stretch, wholeRun } from "../../timeline/stretches.ts";

/** Bounds of what happens in a judged stretch come from attempts up to so long before it, milliseconds. */
const beforeMs = 1_000;

/** What the prober said of itself and of its machine over a stretch. */
export interface Reading extends Omit<EventOf<"prober-health">, "type" | "at">, Span {}

/** The prober's readings, each over the time since the one before: a second. */
export function readingsOf(facts: Facts): Reading[] {
  const events = facts.eventsOf("prober-health");
  return events.map((event, index) => ({ ...event, from: events[index - 1]?.at ?? event.at - 1_000, to: event.at }));
}

/**
 * The time that counts for what is judged in a stretch: from a second before it to the longest deadline after it, when
 * its last attempts have ended.
 */
export function judgedTime(facts: Facts, { from, to }: Span): Span {
  const afterMs = facts.tracks.reduce((most, { lane }) => Math.max(most, lane.deadlineMs), 0);
  return { from: from - beforeMs, to: to + afterMs };
}

/** The readings that touch a time. */
export function readingsIn(readings: readonly Reading[], time: Span): Reading[] {
  return readings.filter(({ from, to }) => to > time.from && from < time.to);
}

/** The stretch that a guarantee judges; the whole run where it names none, or one that the run does not have. */
export function stretchOf(facts: Facts, { stretch = wholeRun }: Pick<Scope, "stretch">): Stretch {
  return facts.stretch(stretch) ?? { name: wholeRun, from: 0, to: Number.POSITIVE_INFINITY };
}
