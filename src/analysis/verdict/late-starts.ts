import type { Report } from "../../model/report.ts";
import type { Timeline } from "../../model/timeline.ts";
import { spreadOf } from "../statistics/statistics.ts";

/** How late attempts started, milliseconds; null where there was none. */
export type Spread = Report["prober"]["lateStartMs"];

/** How late the attempts of a run started. */
export function lateStarts({ tracks }: Timeline): Spread {
  const late = new Float64Array(tracks.reduce((sum, track) => sum + track.samples.length, 0));
  let next = 0;
  for (const track of tracks) {
    for (const sample of track.samples) {
      late[next] = sample.started - sample.scheduled;
      next += 1;
    }
  }
  return spreadOf(late.sort());
}
