import type { EventOf } from "../../model/event.ts";
import { isStorePod } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";
import { listing } from "../statistics/format.ts";
import type { Contradiction } from "./contradiction.ts";

type Reading = EventOf<"written-objects">;

/**
 * Servers that are said to have shown nothing at all of what was written, where others showed something, or where a
 * write was acknowledged after all that the plan did to the cluster.
 */
export function emptyReadBacks(facts: Facts): Contradiction[] {
  const readings = facts.eventsOf("written-objects").filter(({ complete }) => complete);
  const of = (inStore: boolean) => readings.filter(({ apiServer }) => isStorePod(apiServer) === inStore);
  return [...emptyIn(of(false), "write", facts), ...emptyIn(of(true), "store-write", facts)];
}

function emptyIn(readings: readonly Reading[], operation: string, facts: Facts): Contradiction[] {
  const empty = readings.filter(({ objects }) => Object.values(objects).every((tokens) => tokens.length === 0));
  const isShown = empty.length < readings.length || wroteLately(operation, facts);
  if (empty.length === 0 || !isShown) return [];
  const names = listing(empty.map(({ apiServer }) => apiServer));
  return [{ what: `nothing at all was read back through ${names}`, touches: ["written-objects"] }];
}

/** Whether a write was acknowledged that began when every fault was over. */
function wroteLately(operation: string, { tracks, faults }: Facts): boolean {
  const ends = faults.map(({ steadyAt, healedAt }) => steadyAt ?? healedAt ?? Number.POSITIVE_INFINITY);
  const over = Math.max(0, ...ends);
  const isLate = (at = 0) => at > over;
  return tracks.some(
    ({ lane, all }) => lane.operation === operation && isLate(all.findLast(({ outcome }) => outcome === "ok")?.started),
  );
}
