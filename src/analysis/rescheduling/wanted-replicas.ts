import type { EventOf } from "../../model/event.ts";
import type { LaneTrack } from "../../model/timeline.ts";
import { workloadName } from "../../model/workload.ts";
import type { Facts } from "../facts/facts.ts";

/** A number of replicas that the workload was to have from a moment of the run on, milliseconds. */
interface Wanted {
  readonly at: number;
  readonly replicas: number;
}

/**
 * How many replicas the workload was to have in a stretch: the number with which the lanes began, and each that an
 * operator's work asked for since; empty where the run had no workload.
 */
export function wantedReplicas(facts: Facts, { from, to }: { readonly from: number; readonly to: number }): number[] {
  const first = facts.workload()?.replicas.length;
  if (first === undefined) return [];
  const wanted: Wanted[] = [{ at: 0, replicas: first }, ...facts.eventsOf("procedure").flatMap(askedFor)];
  const before = wanted.findLast(({ at }) => at <= from);
  const within = wanted.filter(({ at }) => at > from && at < to);
  return [...(before === undefined ? [] : [before]), ...within].map(({ replicas }) => replicas);
}

/**
 * The replicas that were there before a moment of the run, milliseconds: the first ones, those observed, and those that
 * had answered on these lanes.
 */
export function replicasBefore(facts: Facts, at: number, lanes: readonly LaneTrack[]): Set<string> {
  const first = facts.workload()?.replicas.map(({ pod }) => pod) ?? [];
  const observed = facts.replicaMoments().filter(({ when }) => when[1] <= at);
  const answered = lanes
    .flatMap(({ all }) => all.filter(({ outcome, ended }) => outcome === "ok" && ended < at))
    .flatMap(({ detail }) => detail ?? []);
  return new Set([...first, ...observed.flatMap(({ replicas }) => replicas.map(({ name }) => name)), ...answered]);
}

function askedFor({ at, actions }: EventOf<"procedure">): Wanted[] {
  return actions.flatMap((action) => {
    if (action.do !== "exec" || !action.argv.includes(`deployment/${workloadName}`)) return [];
    const asked = action.argv.flatMap((word) => /^--replicas=(\d+)$/.exec(word)?.[1] ?? []);
    return asked.map((replicas) => ({ at, replicas: Number(replicas) }));
  });
}
