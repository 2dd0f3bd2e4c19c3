import type { Sample } from "../model/sample.ts";
import { tenth } from "./statistics.ts";
import { belongs, type Window } from "./windows.ts";

/**
 * The longest outage that may have hidden between two successes of a lane in a stretch: end of the later − start of the earlier. It
 * is what "no outage was seen" is worth, and grows where the schedule had a hole.
 */
export function longestUnseenMs(samples: readonly Sample[], window: Window, withinMs: number): number {
  let before: Sample | undefined;
  let longest = 0;
  for (const sample of samples) {
    const succeeded = sample.outcome === "ok" && sample.ended - sample.scheduled <= withinMs;
    if (succeeded && before !== undefined && belongs(sample, window)) {
      longest = Math.max(longest, sample.ended - before.started);
    }
    before = succeeded ? sample : undefined;
  }
  return tenth(longest);
}
