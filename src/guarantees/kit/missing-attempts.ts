import type { Facts } from "../../analysis/facts/facts.ts";
import type { Span } from "../../analysis/timeline/span.ts";
import type { LaneTrack } from "../../model/timeline.ts";

/** How many attempts of a lane may be missing in a time: each of them may have come to anything. */
export function missingAttempts(track: LaneTrack, { from, to }: Span, facts: Pick<Facts, "coverageOf">): number {
  const { periodMs } = track.lane;
  return facts.coverageOf(track, { from, to }).reduce((sum, hole) => {
    const lengthMs = Math.min(hole.to, to) - Math.max(hole.from, from);
    return sum + Math.ceil(Math.max(0, lengthMs) / periodMs);
  }, 0);
}
