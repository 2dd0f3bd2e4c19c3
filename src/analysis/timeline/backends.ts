import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";

/** The control plane that an attempt met, by its certificate; "unknown" where none was seen. */
export function backendOf(sample: Sample, backends: readonly string[]): string {
  return sample.backend === undefined ? "unknown" : (backends[sample.backend] ?? "unknown");
}

/** The control plane that a lane was connected to just before a moment; undefined where none was seen. */
export function backendBefore(track: LaneTrack, moment: number, backends: readonly string[]): string | undefined {
  const last = track.samples.findLast((sample) => sample.started < moment && sample.backend !== undefined);
  return last?.backend === undefined ? undefined : backends[last.backend];
}
