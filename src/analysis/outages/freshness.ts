import type { Sample } from "../../model/sample.ts";
import type { LaneTrack, Timeline } from "../../model/timeline.ts";

/** The operations whose samples tell which version of which object they wrote or read. */
const writing = "write";
const reading = "fresh-read";

/**
 * Times of samples are rounded by up to this much in the journal, milliseconds: closer together, nobody knows which
 * came first.
 */
const roundingMs = 0.2;

/** A confirmed write or read of one object. */
export interface Access {
  readonly lane: string;
  readonly object: string;
  readonly wrote: boolean;
  /** 0 where the object was not found. */
  readonly revision: number;
  readonly sample: Sample;
}

/** An access together with the newest that was confirmed before it began; undefined where there was none. */
export interface Comparison {
  readonly access: Access;
  readonly newest: Access | undefined;
  /** Whether the access should have been as new as that, a write newer, and was not. */
  readonly stale: boolean;
}

/**
 * Holds every access to an object against those that were over before it began. etcd gives all versions of all objects
 * one order, their revisions, and promises that an answer is never older than what anybody was told before; so a read
 * must show at least the greatest revision confirmed before it began, and a write must get a greater one. Accesses that
 * overlap may come in either order, and lost answers prove nothing.
 */
export function compareAccesses(timeline: Timeline): Comparison[] {
  const objects = new Map<string, Access[]>();
  for (const access of timeline.tracks.flatMap(accessesOf)) {
    const of = objects.get(access.object);
    if (of === undefined) objects.set(access.object, [access]);
    else of.push(access);
  }
  return [...objects.values()].flatMap(compare);
}

function accessesOf({ lane, all }: LaneTrack): Access[] {
  if (lane.operation !== writing && lane.operation !== reading) return [];
  return all.flatMap((sample) => {
    const object = sample.detail?.split(" ", 1)[0];
    // The objects are there before the first attempt, so an answer that one is not is an answer from before.
    const absent = lane.operation === reading && sample.status === 404;
    const revision = absent ? 0 : sample.revision;
    if (object === undefined || revision === undefined || !(absent || sample.outcome === "ok")) return [];
    return [{ lane: lane.id, object, wrote: lane.operation === writing, revision, sample }];
  });
}

function compare(accesses: readonly Access[]): Comparison[] {
  const byEnd = accesses.toSorted((a, b) => a.sample.ended - b.sample.ended);
  const byStart = accesses.toSorted((a, b) => a.sample.started - b.sample.started);
  let next = 0;
  let newest: Access | undefined;
  return byStart.map((access) => {
    for (; next < byEnd.length; next += 1) {
      const over = byEnd[next] as Access;
      if (over.sample.ended + roundingMs >= access.sample.started) break;
      if (newest === undefined || over.revision > newest.revision) newest = over;
    }
    return { access, newest, stale: newest !== undefined && isOlder(access, newest) };
  });
}

function isOlder(access: Access, newest: Access): boolean {
  return access.wrote ? access.revision <= newest.revision : access.revision < newest.revision;
}
