import { latestStartMs } from "../../model/lane.ts";
import type { Sample } from "../../model/sample.ts";
import { ExtraAttempts } from "../attempts/extra-attempts.ts";
import type { LanePath } from "./lane-path.ts";
import { gapShare, outstandingCap, startTimes } from "./schedule.ts";

/** A start later than this after its time is counted as late. */
export const lateMs = 20;

/** What went wrong with the schedule since it was last asked. */
export interface ScheduleCounts {
  lateStarts: number;
  dropped: number;
}

/** A lane that runs until it is stopped. */
export interface RunningLane {
  /**
   * Starts what was due by now and no further attempt, and waits for those under way, at most for the lane's deadline.
   */
  stop(): Promise<void>;
}

/**
 * Runs a lane as an open loop: attempts start at their times whether or not earlier ones have ended. Starts that this
 * process was late for are made up for in order, as far apart as any two of the schedule may be, so that a stall is no
 * burst; those that are too late, and those beyond the cap, are not made, and their numbers are missing.
 */
export function runLane(
  path: LanePath,
  originMs: number,
  counts: ScheduleCounts,
  onSample: (sample: Sample) => void,
): RunningLane {
  const { lane } = path;
  const nextDue = startTimes({ periodMs: lane.periodMs, originMs: originMs + lane.offsetMs, seed: lane.seed });
  const cap = outstandingCap(lane.deadlineMs, lane.periodMs);
  const outstanding = new Set<Promise<void>>();
  const extra = new ExtraAttempts(path, onSample);
  let number = 0;
  let due = nextDue();
  let earliest = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  const stopped = Promise.withResolvers<void>();

  const start = (now: number) => {
    const lateness = now - due;
    if (lateness > lateMs) counts.lateStarts += 1;
    if (outstanding.size >= cap) counts.dropped += 1;
    else if (lateness <= Math.max(latestStartMs, lane.periodMs)) {
      const done = path.attempt(number, due).then((sample) => {
        outstanding.delete(done);
        onSample(sample);
        extra.after(sample);
      });
      outstanding.add(done);
      earliest = now + gapShare * lane.periodMs;
    }
    number += 1;
    due = nextDue();
  };
  // Timers count whole milliseconds and would else wake up just before the time, only to wait once more.
  const rest = () => Math.max(1, Math.ceil(Math.max(due, earliest) - path.now()));
  const tick = () => {
    for (let now = path.now(); due <= until && Math.max(due, earliest) <= now; now = path.now()) start(now);
    if (due > until) stopped.resolve();
    else timer = setTimeout(tick, rest());
  };
  let timer = setTimeout(tick, rest());
  return {
    stop: async () => {
      until = path.now();
      clearTimeout(timer);
      tick();
      await stopped.promise;
      extra.end();
      await Promise.all([...outstanding, extra.done]);
      path.close();
    },
  };
}
