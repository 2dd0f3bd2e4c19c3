import type { WatchTrack } from "../../model/timeline.ts";

/**
 * When the probes ended a stream for good, milliseconds, which is before the end of its run; undefined where nothing
 * says so.
 */
export function stoppedAt({ arrivals }: Pick<WatchTrack, "arrivals">): number | undefined {
  return arrivals.findLast(({ kind, reason }) => kind === "closed" && reason === "stopped")?.at;
}
