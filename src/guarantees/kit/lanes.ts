import type { Facts } from "../../analysis/facts/facts.ts";
import { listing } from "../../analysis/statistics/format.ts";
import { backendBefore } from "../../analysis/timeline/backends.ts";
import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import type { Stretch } from "../../analysis/timeline/stretches.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { NothingToJudge } from "./nothing-to-judge.ts";
import { stretchOf } from "./stretch.ts";

/** What a guarantee about lanes asks for. */
export interface LaneQuestion {
  readonly lanes: string | readonly string[];
  readonly during: string;
  readonly exceptPinnedTo?: "target" | undefined;
}

/** The lanes and the stretch that a guarantee is judged on. */
export interface Selection {
  readonly stretch: Stretch;
  readonly tracks: readonly LaneTrack[];
  /** What the summary must add: lanes that are not judged, and why; empty if there are none. */
  readonly remark: string;
}

/** The lanes of a promise, for its words: "write/api/*, readyz/api/new". */
export function namesOf({ lanes }: Pick<LaneQuestion, "lanes">): string {
  return [lanes].flat().join(", ");
}

/** What a promise adds where lanes pinned to the fault's target are not judged, whichever these come to be. */
export function exceptPinned(except: LaneQuestion["exceptPinnedTo"]): string {
  return except === undefined ? "" : "; reused connections to the fault's target aside";
}

/** Finds the lanes and the stretch of a guarantee; throws NothingToJudge where there are none. */
export function selectLanes(question: LaneQuestion, facts: Facts): Selection {
  const stretch = stretchOf(question.during, facts);
  const patterns = [question.lanes].flat();
  const matching = facts.tracks.filter(({ lane }) => patterns.some((pattern) => matchesLane(pattern, lane.id)));
  const idle = patterns.filter((pattern) => !facts.tracks.some(({ lane }) => matchesLane(pattern, lane.id)));
  if (idle.length > 0) throw new NothingToJudge(`no lane is called ${listing(idle)}`);
  const pinned =
    question.exceptPinnedTo === undefined ? [] : matching.filter((track) => isPinned(track, stretch, facts));
  const tracks = matching.filter((track) => !pinned.includes(track));
  const names = listing(pinned.map(({ lane }) => lane.id));
  const remark = pinned.length === 0 ? "" : `; not judged, connected to the fault's target: ${names}`;
  if (tracks.length === 0) throw new NothingToJudge(`every lane was connected to the fault's target: ${names}`);
  return { stretch, tracks, remark };
}

function isPinned(track: LaneTrack, stretch: Stretch, { faults, backends }: Facts): boolean {
  if (track.lane.connection !== "reused") return false;
  const hit = stretch.fault === undefined ? faults : [stretch.fault];
  return hit.some((fault) => {
    const backend = backendBefore(track, fault.injectingAt ?? stretch.from, backends);
    return backend !== undefined && fault.nodes.includes(backend);
  });
}
