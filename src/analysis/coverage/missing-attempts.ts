import type { LaneTrack } from "../../model/timeline.ts";
import { counted } from "../statistics/format.ts";
import type { Span } from "../timeline/span.ts";
import type { Hole } from "./hole.ts";

/** More attempts of a lane than this no run makes: at 50 Hz they take 11 days. */
const mostAttempts = 50_000_000;

/**
 * The attempts of a lane that were due while it was probed and are not there, those that follow each other as one. The
 * first attempt is due in the lane's first period, the next in the next one (src/probes/lanes/schedule.ts); one whose
 * period had not ended when the lanes were stopped may not have been due.
 */
export function missingAttempts({ lane, samples }: LaneTrack, probed: Span): Hole[] {
  const origin = probed.from + lane.offsetMs;
  // The allowance is for rounding: a period that ends with the probing has ended.
  const due = Math.floor((probed.to - origin) / lane.periodMs + 1e-6);
  if (!(due <= mostAttempts)) return [{ lane: lane.id, ...probed, reason: "nobody knows when its attempts were due" }];
  const there = new Uint8Array(Math.max(0, due));
  for (const { number } of samples) if (number !== undefined && number < due) there[number] = 1;
  const holes: Hole[] = [];
  for (let first = there.indexOf(0); first >= 0; first = there.indexOf(0, first)) {
    const next = there.indexOf(1, first);
    const end = next < 0 ? due : next;
    const [from, to] = [origin + first * lane.periodMs, origin + end * lane.periodMs];
    holes.push({ lane: lane.id, from, to, reason: `${counted(end - first, "attempt")} missing` });
    first = end;
  }
  return holes;
}
