import { formatMs } from "../../model/duration.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import type { Span } from "../timeline/span.ts";
import type { Hole } from "./hole.ts";

/**
 * Two attempts are up to two periods apart by the schedule itself, and a little more where one begins late: what hides
 * between those is in the bounds that a guarantee measures.
 */
const schedulePeriods = 3;

/**
 * The times of a lane in which no attempt began for longer than a limit, so that an outage of that length would not have
 * been met by one; also before its first attempt and after its last.
 */
export function gapsBetweenStarts({ lane, all }: LaneTrack, probed: Span, limitMs: number): Hole[] {
  const mostMs = Math.max(limitMs, schedulePeriods * lane.periodMs);
  const holes: Hole[] = [];
  let last = probed.from + lane.offsetMs;
  const look = (next: number) => {
    if (next - last > mostMs) {
      const reason = `no attempt began for ${formatMs(next - last)}`;
      holes.push({ lane: lane.id, from: last, to: next, reason });
    }
    last = Math.max(last, next);
  };
  for (const { started } of all) look(started);
  look(probed.to);
  return holes;
}
