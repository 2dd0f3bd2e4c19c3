import type { Sample } from "../../model/sample.ts";
import type { LaneTrack } from "../../model/timeline.ts";

/** The time in which one connection of a lane was seen to answer, more than once. */
interface KeptConnection {
  readonly connection: number;
  readonly firstAnswered: number;
  readonly lastAnswered: number;
}

/**
 * Tells which failed attempts of a lane of reused connections were made on a further connection, which a pool opens
 * while the lane's own is busy: nothing had been answered on theirs before, and another connection answered both before
 * and after. For other lanes: none.
 */
export function furtherConnections(track: LaneTrack): (failed: Sample) => boolean {
  if (track.lane.connection !== "reused") return () => false;
  const kept = keptConnections(track.samples);
  return (failed) => {
    const own = kept.find(({ connection }) => connection === failed.connection);
    if (own !== undefined && own.firstAnswered < failed.started) return false;
    return kept.some(
      ({ firstAnswered, lastAnswered }) => firstAnswered < failed.started && lastAnswered > failed.started,
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
