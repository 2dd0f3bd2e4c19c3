import type { Facts } from "../../analysis/facts/facts.ts";
import { counted, listing } from "../../analysis/statistics/format.ts";
import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import { belongs, type Stretch } from "../../analysis/timeline/stretches.ts";
import type { FollowedWatch, FollowedWrite } from "../../analysis/watch/followed-watch.ts";
import { isTorn } from "../../analysis/watch/stream-coverage.ts";
import type { Judgement } from "../../model/guarantee.ts";
import type { WatchTrack } from "../../model/timeline.ts";
import type { LaneQuestion } from "./lanes.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";
import { stretchOf } from "./stretch.ts";

/** Fewer acknowledged writes in a stretch show nothing of a watch. */
const fewestWrites = 20;

/** Which lanes that listen are judged: all, unless a guarantee names them. */
export const allWatches = "watch/*/*";

/** A watch that is judged, with the acknowledged writes of the stretch that were to arrive on it. */
export interface JudgedWatch {
  readonly watch: FollowedWatch;
  readonly writes: readonly FollowedWrite[];
}

/** The lanes that listen and the stretch that a guarantee is judged on. */
export interface WatchSelection {
  readonly stretch: Stretch;
  readonly watches: readonly JudgedWatch[];
}

/**
 * A judgement by what did not arrive on these lanes, or not in time: where the journal does not say how many arrivals
 * there were, some that are missing may explain it, and it is no fail.
 */
export function asCounted(judgement: Judgement, tracks: readonly WatchTrack[]): Judgement {
  const uncounted = tracks.filter((track) => track.uncounted === true).map(({ lane }) => lane.id);
  if (judgement.outcome !== "fail" || uncounted.length === 0) return judgement;
  const why = `the journal does not say how many arrivals there were on ${listing(uncounted)}, and some may be missing`;
  return { ...judgement, outcome: "inconclusive", summary: `${why}: ${judgement.summary}` };
}

/** The tracks of watches that are judged. */
export function tracksOf(watches: readonly JudgedWatch[]): WatchTrack[] {
  return watches.map(({ watch }) => watch.track);
}

/** Finds what a guarantee about watches is judged on; throws NothingToJudge where nothing can be. */
export function selectWatches({ lanes, during }: LaneQuestion, facts: Facts): WatchSelection {
  const stretch = stretchOf(during, facts);
  const patterns = [lanes].flat();
  const idle = patterns.filter((pattern) => !facts.watches.some(({ lane }) => matchesLane(pattern, lane.id)));
  if (idle.length > 0) throw new NothingToJudge(`no lane that watches is called ${listing(idle)}`);
  const watches = facts
    .followedWatches()
    .filter(({ track }) => patterns.some((pattern) => matchesLane(pattern, track.lane.id)))
    .map((watch) => ({ watch, writes: watch.writes.filter(({ write }) => belongs(write, stretch)) }));
  const deaf = watches.filter(({ watch }) => watch.since === undefined).map(({ watch }) => watch.track.lane.id);
  if (deaf.length > 0) throw new NothingToJudge(`no stream ever stood on ${listing(deaf)}`);
  const torn = watches.filter(({ watch }) => isTorn(watch.track)).map(({ watch }) => watch.track.lane.id);
  if (torn.length > 0)
    throw new NothingToJudge(`what arrived on ${listing(torn)} is not in the journal as a whole, to its end`);
  const few = watches.filter(({ writes }) => writes.length < fewestWrites);
  if (few.length > 0) {
    const names = few.map(({ watch, writes }) => `${watch.track.lane.id}: ${counted(writes.length, "write")}`);
    throw new NothingToJudge(
      `too few acknowledged writes were to arrive (${listing(names)}): fewer than ${fewestWrites} show nothing`,
    );
  }
  return { stretch, watches };
}
