import type { EventOf } from "../../model/event.ts";
import type { Scope } from "../../model/guarantee.ts";
import type { Disturbance } from "../../model/report.ts";
import type { Facts } from "../facts/facts.ts";
import { counted } from "../statistics/format.ts";
import { tenth } from "../statistics/statistics.ts";
import { type Stretch, wholeRun } from "../timeline/stretches.ts";

/** A second's event-loop delay above this at its 99th percentile is too much, milliseconds. */
export const loopDelayMs = 50;
/** Bounds of what happens in a judged stretch come from attempts up to so long before it, milliseconds. */
const beforeMs = 1_000;

/** What the prober said of itself over a stretch. */
interface Reading extends Omit<EventOf<"prober-health">, "type" | "at"> {
  readonly from: number;
  readonly to: number;
}

/** The prober's readings, each over the time since the one before: a second. */
function readingsOf(facts: Facts): Reading[] {
  const events = facts.eventsOf("prober-health");
  return events.map((event, index) => ({ ...event, from: events[index - 1]?.at ?? event.at - 1_000, to: event.at }));
}

/**
 * The readings that touch what a guarantee judges: from a second before its stretch to the longest deadline after it,
 * when its last attempts have ended. All of them where no guarantee is about lanes or a stretch.
 */
export function judgedReadings(facts: Facts, scopes: readonly Scope[]): Reading[] {
  const stretches = judgedStretches(facts, scopes);
  const afterMs = Math.max(0, ...facts.tracks.map(({ lane }) => lane.deadlineMs));
  const isJudged = ({ from, to }: Reading) =>
    stretches.length === 0 || stretches.some((stretch) => to > stretch.from - beforeMs && from < stretch.to + afterMs);
  return readingsOf(facts).filter(isJudged);
}

/**
 * The stretches in which the prober was beyond a limit of its own, with the reasons; seconds that follow each other are
 * one.
 */
export function disturbancesOf(facts: Facts): Disturbance[] {
  const found: { from: number; to: number; readings: Reading[] }[] = [];
  for (const reading of readingsOf(facts).filter(isDisturbed)) {
    const last = found.at(-1);
    if (last !== undefined && last.to === reading.from) {
      last.to = reading.to;
      last.readings.push(reading);
    } else found.push({ from: reading.from, to: reading.to, readings: [reading] });
  }
  return found.map(({ from, to, readings }) => ({ from: tenth(from), to: tenth(to), reason: reasons(readings) }));
}

function isDisturbed({ dropped, selfProbeFailures, loopDelayP99Ms }: Reading): boolean {
  return dropped > 0 || selfProbeFailures > 0 || loopDelayP99Ms > loopDelayMs;
}

function reasons(readings: readonly Reading[]): string {
  const sum = (pick: (reading: Reading) => number) => readings.reduce((total, reading) => total + pick(reading), 0);
  const dropped = sum((reading) => reading.dropped);
  const failures = sum((reading) => reading.selfProbeFailures);
  const delay = Math.max(...readings.map((reading) => reading.loopDelayP99Ms));
  return [
    ...(failures > 0 ? [`self-probe failed ${counted(failures, "time")}`] : []),
    ...(dropped > 0 ? [`${counted(dropped, "attempt")} not made`] : []),
    ...(delay > loopDelayMs ? [`event loop late by ${delay.toFixed(0)} ms`] : []),
  ].join(", ");
}

/** The stretches that guarantees about lanes or stretches judge. */
function judgedStretches(facts: Facts, scopes: readonly Scope[]): Stretch[] {
  return scopes
    .filter(({ lanes, watches, stretch }) => lanes.length > 0 || watches.length > 0 || stretch !== undefined)
    .flatMap(({ stretch = wholeRun }) => facts.stretch(stretch) ?? []);
}
