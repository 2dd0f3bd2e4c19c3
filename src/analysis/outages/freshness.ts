import type { Timeline } from "../../model/timeline.ts";
import type { Access } from "../history/access.ts";
import { accessesOf } from "../history/accesses.ts";
import { sweep } from "../history/sweep.ts";
import { isOlder } from "../history/time-order.ts";

/** The operations whose samples tell which version of which object they wrote or read. */
const operations: readonly string[] = ["write", "fresh-read"];

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
export function compareAccesses({ tracks, cluster }: Pick<Timeline, "tracks" | "cluster">): Comparison[] {
  const written = tracks.filter(({ lane }) => operations.includes(lane.operation));
  const comparisons: Comparison[] = [];
  sweep(accessesOf({ tracks: written, watches: [], cluster }), (access, { ofObject: newest }) => {
    comparisons.push({ access, newest, stale: newest !== undefined && isOlder(access, newest) });
  });
  return comparisons;
}
