import type { LaneTrack, WatchTrack } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import { isTorn } from "../watch/stream-coverage.ts";
import { objectOf } from "./accesses.ts";
import type { Absence } from "./finding.ts";
import { isStream, kindOf, leavesTraces } from "./kinds.ts";

/** What of a history is not in the journal. */
export interface MissingRows {
  /** In words. */
  readonly problems: readonly string[];
  /** Streams of which the journal does not say how much they told, in words: where some is missing, nobody knows. */
  readonly uncounted: readonly string[];
  /** Whether something is missing just where what is not there would have been. */
  mayExplain(absence: Absence): boolean;
}

const whole = { from: 0, to: Number.POSITIVE_INFINITY };

/** Finds what of a history is not in the journal, and where: attempts and arrivals are numbered. */
export function missingRows(facts: Facts): MissingRows {
  const writing = facts.tracks.filter(({ lane }) => leavesTraces(lane.operation));
  const since = new Map(
    writing.flatMap((track) => {
      const holes = facts.coverageOf(track, whole);
      return holes.length === 0 ? [] : [[track, Math.min(...holes.map(({ from }) => from))] as const];
    }),
  );
  const streams = facts.watches.filter(({ lane }) => isStream(lane.operation));
  const torn = streams.filter(isTorn).map(({ lane }) => lane.id);
  const uncounted = streams.filter((track) => track.uncounted === true).map(({ lane }) => lane.id);
  const holed = listing([...since.keys()].map(({ lane }) => lane.id));
  return {
    problems: [
      ...(facts.damaged > 0 ? ["the journal is damaged"] : []),
      ...(since.size > 0 ? [`attempts are missing on ${holed}`] : []),
      ...(torn.length > 0 ? [`what arrived on ${listing(torn)} is not in the journal as a whole, to its end`] : []),
    ],
    uncounted:
      uncounted.length === 0 ? [] : [`the journal does not say how many arrivals there were on ${listing(uncounted)}`],
    mayExplain: explainer(facts.damaged > 0, since, streams),
  };
}

function explainer(
  damaged: boolean,
  since: ReadonlyMap<LaneTrack, number>,
  streams: readonly WatchTrack[],
): MissingRows["mayExplain"] {
  const upTo = new Map(streams.map((track) => [track.lane.id, lackingUpTo(track)]));
  const writers = [...since].map(([track, from]) => ({ from, objects: objectsOf(track) }));
  return (absence) => {
    if ("stream" in absence) return absence.revision <= (upTo.get(absence.stream) ?? Number.NEGATIVE_INFINITY);
    // Attempts beside the schedule have no numbers: a line that cannot be read may be any of them.
    return damaged || writers.some(({ from, objects }) => from <= absence.by && objects.has(absence.object));
  };
}

/**
 * Up to which revision a stream may have told something in rows that are not there. A line of the journal holds several
 * and says only the number of the first: one that is missing may have stood anywhere before the place where the next
 * line shows it.
 */
function lackingUpTo({ arrivals, uncounted }: WatchTrack): number {
  if (uncounted === true) return Number.POSITIVE_INFINITY;
  let upTo = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  let expected = 0;
  for (const { kind, revision, number = expected } of arrivals) {
    if (number !== expected) isOpen = true;
    expected = number + 1;
    if (!isOpen || revision === undefined || kind === "opened" || kind === "gone") continue;
    upTo = Math.max(upTo, revision);
    isOpen = false;
  }
  return isOpen ? Number.POSITIVE_INFINITY : upTo;
}

/** What a lane is known to have written to. */
function objectsOf({ lane, all }: LaneTrack): Set<string> {
  if (kindOf(lane.operation) !== "write") return new Set();
  return new Set(all.flatMap((sample) => objectOf(lane, sample) ?? []));
}
