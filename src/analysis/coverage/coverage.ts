import type { Scope } from "../../model/guarantee.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { matchesLane } from "../timeline/lane-patterns.ts";
import type { Span } from "../timeline/span.ts";
import { type Stretch, wholeRun } from "../timeline/stretches.ts";
import { gapsBetweenStarts } from "./gaps-between-starts.ts";
import type { Hole } from "./hole.ts";
import { silentInstrument } from "./instrument.ts";
import { missingAttempts } from "./missing-attempts.ts";
import { probedTime, rangeOf } from "./probed-time.ts";

/**
 * What happens in a stretch is told by attempts from so long before it on, milliseconds: which backend a lane was
 * connected to, and what was in flight.
 */
const beforeMs = 1_000;

/** What is looked at to tell what a guarantee promises. */
export interface LookedAt {
  readonly scope: Scope;
  /** Operations whose lanes it reads, though no parameter names them. */
  readonly reads: readonly string[];
  /** Set where only gaps longer than this hide what it is about; else every missing attempt does. */
  readonly limitMs?: number | undefined;
}

/** The operation whose attempts say what is due on a stream. */
const writeOperation = "write";

/**
 * The time of a judged stretch in which nobody could have seen what a guarantee is about; none of a guarantee that looks
 * at no lane.
 */
export function unobserved({ scope, reads, limitMs }: LookedAt, facts: Facts): Hole[] {
  const stretch = facts.stretch(scope.stretch ?? wholeRun);
  if (stretch === undefined || scope.lanes.length + scope.watches.length + reads.length === 0) return [];
  const named = (track: LaneTrack) =>
    matchesOne(scope.lanes, track.lane.id) || (scope.watches.length > 0 && track.lane.operation === writeOperation);
  const read = (track: LaneTrack) => reads.includes(track.lane.operation) && !named(track);
  // What tells of a stretch may have happened long before it; what is measured from bounds lies in them.
  const ofRead = limitMs === undefined ? { from: 0, to: Number.POSITIVE_INFINITY } : stretch;
  return [
    ...neverThere([...scope.lanes, ...scope.watches, ...reads.map((one) => `${one}/*/*`)], stretch, facts),
    ...facts.tracks.filter(named).flatMap((track) => facts.coverageOf(track, stretch, limitMs)),
    ...facts.tracks.filter(read).flatMap((track) => facts.coverageOf(track, ofRead, limitMs)),
    ...touching(facts.silentInstrument(), rangeOf(stretch, facts)),
  ];
}

/** Lanes that the run was to have, and that are not in it. */
function neverThere(patterns: readonly string[], stretch: Stretch, facts: Facts): Hole[] {
  const there = new Set([...facts.tracks, ...facts.watches].map(({ lane }) => lane.id));
  const missing = (facts.start.lanes ?? []).filter((id) => !there.has(id) && matchesOne(patterns, id));
  const reason = "the lane was planned and is not there";
  return missing.map((lane) => ({ lane, ...rangeOf(stretch, facts), reason }));
}

/** The times of a lane and a stretch in which it did not look; see `coverageOf` of Facts. */
export function coverage(timeline: Timeline): Facts["coverageOf"] {
  const missing = new Map<LaneTrack, readonly Hole[]>();
  let known: Span | undefined;
  return (track, stretch, limitMs) => {
    // All lanes and guarantees ask, and the run's events may be many.
    known ??= probedTime(timeline);
    const probed = known;
    const range = rangeOf(stretch, timeline, probed);
    const unprobed = notProbed(track, range, probed);
    if (limitMs !== undefined) return [...unprobed, ...touching(gapsBetweenStarts(track, probed, limitMs), range)];
    const holes = missing.get(track) ?? missingAttempts(track, probed);
    missing.set(track, holes);
    const from = range.from - Math.max(beforeMs, 2 * track.lane.periodMs);
    return [...unprobed, ...touching(holes, { from, to: range.to })];
  };
}

/** The times in which the prober told nothing of itself; see `silentInstrument` of Facts. */
export function instrument(facts: Pick<Facts, "eventsOf">, timeline: Timeline): readonly Hole[] {
  return silentInstrument(facts.eventsOf("prober-health"), probedTime(timeline));
}

/** The parts of a judged time before and after the probing. */
function notProbed({ lane }: LaneTrack, range: Span, probed: Span): Hole[] {
  return [
    ...(range.from < probed.from
      ? [{ lane: lane.id, from: range.from, to: Math.min(range.to, probed.from), reason: "probing had not begun" }]
      : []),
    ...(range.to > probed.to
      ? [{ lane: lane.id, from: Math.max(range.from, probed.to), to: range.to, reason: "probing had ended" }]
      : []),
  ];
}

function touching(holes: readonly Hole[], { from, to }: Span): Hole[] {
  return holes.filter((hole) => hole.to > from && hole.from < to);
}

function matchesOne(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) => matchesLane(pattern, id));
}
