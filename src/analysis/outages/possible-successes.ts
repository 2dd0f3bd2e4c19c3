import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import type { Span } from "../timeline/span.ts";

/** A lane that misses more attempts than this shows no outage by what is left of it. */
const mostMissing = 100_000;

/**
 * All attempts of a lane in the order of their start, with those that are missing in a time as successes that took no
 * time: what is an outage all the same is proven.
 */
export function withPossibleSuccesses(
  track: LaneTrack,
  span: Span,
  facts: Pick<Facts, "coverageOf">,
): readonly Sample[] {
  const holes = facts.coverageOf(track, span);
  if (holes.length === 0) return track.all;
  return [...track.all, ...holes.flatMap((hole) => successesIn(hole, track))].toSorted((a, b) => a.started - b.started);
}

/** One success in each period of a hole, in its middle. */
function successesIn({ from, to }: Span, { lane }: LaneTrack): Sample[] {
  const count = Math.min(mostMissing, Math.ceil((to - from) / lane.periodMs));
  return Array.from({ length: count }, (_, index): Sample => {
    const at = from + (index + 0.5) * lane.periodMs;
    return { lane: lane.index, number: undefined, scheduled: at, started: at, ended: at, outcome: "ok", connection: 0 };
  });
}
