import type { WatchTrack } from "../../model/timeline.ts";
import { stoppedAt } from "./stopped-at.ts";

/** What another stream told so shortly before a stream was ended may not have come yet, milliseconds. */
const lastMomentsMs = 2_000;

/**
 * What became of an event on one stream that any stream of the same kind told: it came; a list read later holds it;
 * something later came and it did not (lost); or nothing as late as it has come yet (pending).
 */
export type ToldFate = "told" | "relisted" | "lost" | "pending";

/** An event on a stream that was to tell it, and what became of it there. */
export interface ToldEvent {
  readonly lane: string;
  readonly revision: number;
  /** When the first stream told it, milliseconds. */
  readonly at: number;
  readonly fate: ToldFate;
}

/** Holds streams that tell of the same objects against each other: every event after the first list of each. */
export function toldEvents(group: readonly WatchTrack[], endedAt: number): ToldEvent[] {
  const first = new Map<number, number>();
  for (const { arrivals } of group)
    for (const { kind, revision, at } of arrivals)
      if (kind === "event" && revision !== undefined) first.set(revision, Math.min(at, first.get(revision) ?? at));
  return group.flatMap(({ lane, arrivals }) => {
    const told = new Set(arrivals.flatMap(({ kind, revision }) => (kind === "event" ? (revision ?? []) : [])));
    const begin = arrivals.find(({ kind }) => kind === "listed")?.revision ?? Number.POSITIVE_INFINITY;
    const relisted = relistedOf(arrivals);
    const end = stoppedAt({ arrivals }) ?? endedAt;
    const furthest = arrivals.reduce((most, { revision = 0 }) => Math.max(most, revision), 0);
    return [...first]
      .filter(([revision]) => revision > begin)
      .flatMap(([revision, at]): ToldEvent[] => {
        const fate = fateOf(revision, told, relisted, furthest);
        return fate === "pending" && at > end - lastMomentsMs ? [] : [{ lane: lane.id, revision, at, fate }];
      });
  });
}

/** Revisions after the first, up to the second. */
type Range = readonly [after: number, to: number];

/** What lists after the first stand for: all after what the stream had reached by then. */
function relistedOf(arrivals: WatchTrack["arrivals"]): Range[] {
  const ranges: Range[] = [];
  let reached: number | undefined;
  for (const { kind, revision = 0 } of arrivals) {
    if (kind === "listed" && reached !== undefined && revision > reached) ranges.push([reached, revision]);
    if (kind === "listed" || reached !== undefined) reached = Math.max(reached ?? 0, revision);
  }
  return ranges;
}

function fateOf(revision: number, told: ReadonlySet<number>, relisted: readonly Range[], furthest: number): ToldFate {
  if (told.has(revision)) return "told";
  if (relisted.some(([after, to]) => revision > after && revision <= to)) return "relisted";
  return furthest > revision ? "lost" : "pending";
}
