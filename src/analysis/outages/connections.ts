import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { countStartedBefore } from "../timeline/stretches.ts";
import { answerWithinMs } from "./outages.ts";

/** Times of samples are rounded by up to this much in the journal, milliseconds. */
const roundingMs = 0.2;

/**
 * Tells which failed attempts of a lane of reused connections were made on a further connection, which a pool opens
 * while the lane's own is busy, and takes again as long as that is so: an older connection, which answered more than
 * once, was busy then with an attempt that it answered in time. For other lanes: none.
 */
export function furtherConnections(track: LaneTrack): (failed: Sample) => boolean {
  if (track.lane.connection !== "reused") return () => false;
  const kept = keptConnections(track.samples);
  return (failed) =>
    [...busyAt(track.all, failed)].some((connection) => connection < failed.connection && kept.has(connection));
}

/** The connections that answered more than once; later ones have higher numbers. */
function keptConnections(samples: readonly Sample[]): ReadonlySet<number> {
  const answers = Map.groupBy(
    samples.filter(({ outcome }) => outcome === "ok"),
    ({ connection }) => connection,
  );
  return new Set([...answers].flatMap(([connection, { length }]) => (length > 1 ? [connection] : [])));
}

/** The connections on which an attempt was open when another began, and was answered in time. */
function busyAt(samples: readonly Sample[], { started }: Sample): ReadonlySet<number> {
  const before = samples.slice(
    countStartedBefore(samples, started - answerWithinMs),
    countStartedBefore(samples, started + roundingMs),
  );
  const open = before.filter(
    (sample) =>
      sample.outcome === "ok" &&
      sample.ended + roundingMs >= started &&
      sample.ended - sample.started <= answerWithinMs,
  );
  return new Set(open.map(({ connection }) => connection));
}
