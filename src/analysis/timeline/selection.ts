import type { Judgement } from "../../model/guarantee.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import { listing } from "../statistics/format.ts";
import { findStretch, type Stretch } from "./stretches.ts";

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

/** Finds the lanes and the stretch of a guarantee; a judgement where there is nothing that could be judged. */
export function selectLanes(question: LaneQuestion, timeline: Timeline): Selection | Judgement {
  const stretch = findStretch(timeline, question.during);
  if (stretch === undefined)
    return inconclusive(`there is no stretch "${question.during}": that fault was not injected`);
  const patterns = [question.lanes].flat();
  const matching = timeline.tracks.filter(({ lane }) => patterns.some((pattern) => matchesLane(pattern, lane.id)));
  const idle = patterns.filter((pattern) => !timeline.tracks.some(({ lane }) => matchesLane(pattern, lane.id)));
  if (idle.length > 0) return inconclusive(`no lane is called ${listing(idle)}`);
  const pinned =
    question.exceptPinnedTo === undefined ? [] : matching.filter((track) => isPinned(track, stretch, timeline));
  const tracks = matching.filter((track) => !pinned.includes(track));
  const names = listing(pinned.map(({ lane }) => lane.id));
  const remark = pinned.length === 0 ? "" : `; not judged, connected to the fault's target: ${names}`;
  if (tracks.length === 0) return inconclusive(`every lane was connected to the fault's target: ${names}`);
  return { stretch, tracks, remark };
}

/** Whether a lane's id fits a pattern, part by part: "write/api/*" fits "write/api/new". */
export function matchesLane(pattern: string, id: string): boolean {
  const wanted = pattern.split("/");
  const parts = id.split("/");
  return wanted.length === parts.length && wanted.every((part, index) => part === "*" || part === parts[index]);
}

/** The control plane that a lane was connected to just before a moment; undefined where none was seen. */
export function backendBefore(track: LaneTrack, moment: number, backends: readonly string[]): string | undefined {
  const last = track.samples.findLast((sample) => sample.started < moment && sample.backend !== undefined);
  return last?.backend === undefined ? undefined : backends[last.backend];
}

/** A judgement that nothing can be said, and why. */
export function inconclusive(summary: string): Judgement {
  return { outcome: "inconclusive", summary, marks: [] };
}

function isPinned(track: LaneTrack, stretch: Stretch, timeline: Timeline): boolean {
  if (track.lane.connection !== "reused") return false;
  const faults = stretch.fault === undefined ? timeline.faults : [stretch.fault];
  return faults.some((fault) => {
    const backend = backendBefore(track, fault.injectingAt ?? stretch.from, timeline.backends);
    return backend !== undefined && fault.nodes.includes(backend);
  });
}
