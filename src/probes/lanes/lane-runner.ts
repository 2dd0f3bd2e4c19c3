import type { Sample } from "../../model/sample.ts";
import { ExtraAttempts } from "../attempts/extra-attempts.ts";
import type { LanePath } from "./lane-path.ts";
import { outstandingCap, startTimes } from "./schedule.ts";

/** A start later than this after its time is counted as late. */
export const lateMs = 20;

/** What went wrong with the schedule since it was last asked. */
export interface ScheduleCounts {
  lateStarts: number;
  dropped: number;
}

/** A lane that runs until it is stopped. */
export interface RunningLane {
  /** Starts no further attempt and waits for those under way, at most for the lane's deadline. */
  stop(): Promise<void>;
}

/**
 * Runs a lane as an open loop: attempts start at their times whether or not earlier ones have ended. A start that is
 * missed by more than a period is not made up for: a burst would measure itself. It is counted as late and shows as a
 * missing sample.
 */
export function runLane(
  path: LanePath,
  originMs: number,
  counts: ScheduleCounts,
  onSample: (sample: Sample) => void,
): RunningLane {
  const { lane } = path;
  const nextStart = startTimes({ periodMs: lane.periodMs, originMs: originMs + lane.offsetMs, seed: lane.seed });
  const cap = outstandingCap(lane.deadlineMs, lane.periodMs);
  const outstanding = new Set<Promise<void>>();
  const extra = new ExtraAttempts(path, onSample);
  let number = 0;
  let at = nextStart();

  const start = () => {
    const lateness = path.now() - at;
    if (lateness > lateMs) counts.lateStarts += 1;
    if (outstanding.size >= cap) counts.dropped += 1;
    else if (lateness <= lane.periodMs) {
      const done = path.attempt(number, at).then((sample) => {
        outstanding.delete(done);
        onSample(sample);
        extra.after(sample);
      });
      outstanding.add(done);
    }
    number += 1;
    at = nextStart();
  };
  // Timers count whole milliseconds and would else wake up just before the time, only to wait once more.
  const rest = () => Math.max(1, Math.ceil(at - path.now()));
  const tick = () => {
    while (at <= path.now()) start();
    timer = setTimeout(tick, rest());
  };
  let timer = setTimeout(tick, rest());
  return {
    stop: async () => {
      clearTimeout(timer);
      extra.end();
      await Promise.all([...outstanding, extra.done]);
      path.close();
    },
  };
}
