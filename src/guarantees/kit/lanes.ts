import type { Facts } from "../../analysis/facts/facts.ts";
import { listing } from "../../analysis/statistics/format.ts";
import { backendBefore } from "../../analysis/timeline/backends.ts";
import { matchesLane } from "../../analysis/timeline/lane-patterns.ts";
import type { Stretch } from "../../analysis/timeline/stretches.ts";
import { inconclusive, type Judgement } from "../../model/guarantee.ts";
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
  const unknown =
    question.exceptPinnedTo === undefined ? [] : matching.filter((track) => mayBePinned(track, stretch, facts));
  if (unknown.length > 0)
    throw new NothingToJudge(
      `nobody saw whom ${listing(unknown.map(({ lane }) => lane.id))} was connected to before the fault`,
    );
  const tracks = matching.filter((track) => !pinned.includes(track));
  const names = listing(pinned.map(({ lane }) => lane.id));
  const remark = pinned.length === 0 ? "" : `; not judged, connected to the fault's target: ${names}`;
  if (tracks.length === 0) throw new NothingToJudge(`every lane was connected to the fault's target: ${names}`);
  return { stretch, tracks, remark };
}

function isPinned(track: LaneTrack, stretch: Stretch, facts: Facts): boolean {
  return backendsBefore(track, stretch, facts).some(
    ({ backend, fault }) => backend !== undefined && fault.nodes.includes(backend),
  );
}

/** Whether a lane that tells its backends told of none before a fault. */
function mayBePinned(track: LaneTrack, stretch: Stretch, facts: Facts): boolean {
  const tells = track.samples.some(({ backend }) => backend !== undefined);
  return tells && backendsBefore(track, stretch, facts).some(({ backend }) => backend === undefined);
}

/** The backend of a lane of reused connections before each fault of a stretch. */
function backendsBefore(track: LaneTrack, stretch: Stretch, { faults, backends }: Facts) {
  if (track.lane.connection !== "reused") return [];
  const hit = stretch.fault === undefined ? faults : [stretch.fault];
  return hit.flatMap((fault) =>
    fault.injectingAt === undefined ? [] : [{ fault, backend: backendBefore(track, fault.injectingAt, backends) }],
  );
}

/**
 * A judgement of lanes taken together: where one that was planned is not there, what it would have shown is not known,
 * and it is no fail.
 */
export function asTogether(judgement: Judgement, { lanes }: Pick<LaneQuestion, "lanes">, facts: Facts): Judgement {
  const there = facts.tracks.map(({ lane }) => lane.id);
  const missing = (facts.start.lanes ?? []).filter(
    (id) => !there.includes(id) && [lanes].flat().some((pattern) => matchesLane(pattern, id)),
  );
  if (judgement.outcome !== "fail" || missing.length === 0) return judgement;
  return { ...judgement, ...inconclusive(`${listing(missing)} was planned and is not there: ${judgement.summary}`) };
}
