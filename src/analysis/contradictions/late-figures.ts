import type { EventOf } from "../../model/event.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { countUpTo } from "../statistics/statistics.ts";
import type { Contradiction } from "./contradiction.ts";

/** The prober counts a start as late beyond this, milliseconds: `lateMs` of src/probes/lanes/lane-runner.ts. */
const lateMs = 20;

/** Times of a row are rounded to a tenth, and so is their difference; milliseconds. */
const roundingMs = 0.2;

/** Clocks of the processes that probe and that write are read one after the other; milliseconds. */
const apartMs = 1;

/**
 * Why the late starts that the prober counted are more than its rows can tell, in words: each is a row that began late,
 * or an attempt that was not made.
 */
export function uncountedLateness(facts: Pick<Facts, "tracks" | "eventsOf" | "endedAt">): Contradiction[] {
  const readings = facts.eventsOf("prober-health");
  if (readings.every(({ lateStarts }) => lateStarts === 0)) return [];
  const until = facts.eventsOf("probing-end").at(-1)?.at ?? facts.endedAt;
  const notMade = facts.tracks.reduce((sum, track) => sum + missingOf(track, until), 0);
  const what = firstBeyond(readings, Float64Array.from(facts.tracks.flatMap(lateOf)).sort(), notMade);
  return what === undefined ? [] : [{ what, touches: ["prober-health"] }];
}

function firstBeyond(
  readings: readonly EventOf<"prober-health">[],
  late: Float64Array,
  notMade: number,
): string | undefined {
  let told = 0;
  for (const { at, lateStarts } of readings) {
    told += lateStarts;
    const found = countUpTo(late, at + apartMs);
    if (told > found + notMade)
      return `the prober counted ${told} late starts, and ${found} are there, with ${notMade} attempts that were not made`;
  }
  return undefined;
}

/** When attempts began that began late. */
function lateOf({ samples }: LaneTrack): number[] {
  return samples.flatMap(({ started, scheduled }) => (started - scheduled > lateMs - roundingMs ? [started] : []));
}

/** How many attempts of a lane are not there: those between others, and those that were due after the last. */
function missingOf({ lane, samples }: LaneTrack, until: number): number {
  const numbers = samples.reduce((most, { number = -1 }) => Math.max(most, number), -1) + 1;
  const last = samples.at(-1)?.scheduled ?? 0;
  return numbers - samples.length + Math.max(0, Math.ceil((until - last) / lane.periodMs));
}
