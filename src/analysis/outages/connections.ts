import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { countStartedBefore } from "../timeline/stretches.ts";
import { answerWithinMs } from "./outages.ts";

/** The time in which one connection of a lane was seen to answer, more than once. */
interface KeptConnection {
  readonly connection: number;
  readonly firstAnswered: number;
  readonly lastAnswered: number;
}

/** Times of samples are rounded by up to this much in the journal, milliseconds. */
const roundingMs = 0.2;

/**
 * Tells which failed attempts of a lane of reused connections were made on a further connection, which a pool opens
 * while the lane's own is busy: nothing had been answered on theirs before, and another connection answered both before
 * and after, and was busy then with an attempt that it answered in time. For other lanes: none.
 */
export function furtherConnections(track: LaneTrack): (failed: Sample) => boolean {
  if (track.lane.connection !== "reused") return () => false;
  const kept = keptConnections(track.samples);
  return (failed) => {
    const own = kept.find(({ connection }) => connection === failed.connection);
    if (own !== undefined && own.firstAnswered < failed.started) return false;
    const busy = busyAt(track.all, failed);
    return kept.some(
      ({ connection, firstAnswered, lastAnswered }) =>
        firstAnswered < failed.started && lastAnswered > failed.started && busy.has(connection),
    );
  };
}

function keptConnections(samples: readonly Sample[]): KeptConnection[] {
  const answered = new Map<number, [number, number]>();
  for (const { outcome, connection, started } of samples) {
    if (outcome !== "ok") continue;
    const span = answered.get(connection);
    if (span === undefined) answered.set(connection, [started, started]);
    else span[1] = started;
  }
  return [...answered]
    .filter(([, [first, last]]) => last > first)
    .map(([connection, [firstAnswered, lastAnswered]]) => ({ connection, firstAnswered, lastAnswered }));
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
