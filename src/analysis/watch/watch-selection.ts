import type { Judgement } from "../../model/guarantee.ts";
import type { Timeline } from "../../model/timeline.ts";
import { counted, listing } from "../statistics/format.ts";
import { inconclusive, matchesLane } from "../timeline/selection.ts";
import { belongs, findStretch, type Stretch } from "../timeline/stretches.ts";
import type { FollowedWatch, FollowedWrite } from "./followed-watch.ts";
import { followWatches } from "./watch.ts";

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

/** Finds what a guarantee about watches is judged on; a judgement where nothing can be. */
export function selectWatches(
  { lanes, during }: { readonly lanes: string | readonly string[]; readonly during: string },
  timeline: Timeline,
): WatchSelection | Judgement {
  const stretch = findStretch(timeline, during);
  if (stretch === undefined) return inconclusive(`there is no stretch "${during}": that fault was not injected`);
  const patterns = [lanes].flat();
  const idle = patterns.filter((pattern) => !timeline.watches.some(({ lane }) => matchesLane(pattern, lane.id)));
  if (idle.length > 0) return inconclusive(`no lane that watches is called ${listing(idle)}`);
  const watches = followWatches(timeline)
    .filter(({ track }) => patterns.some((pattern) => matchesLane(pattern, track.lane.id)))
    .map((watch) => ({ watch, writes: watch.writes.filter(({ write }) => belongs(write, stretch)) }));
  const deaf = watches.filter(({ watch }) => watch.since === undefined).map(({ watch }) => watch.track.lane.id);
  if (deaf.length > 0) return inconclusive(`no stream ever stood on ${listing(deaf)}`);
  const few = watches.filter(({ writes }) => writes.length < fewestWrites);
  if (few.length > 0) {
    const names = few.map(({ watch, writes }) => `${watch.track.lane.id}: ${counted(writes.length, "write")}`);
    return inconclusive(
      `too few acknowledged writes were to arrive (${listing(names)}): fewer than ${fewestWrites} show nothing`,
    );
  }
  return { stretch, watches };
}
