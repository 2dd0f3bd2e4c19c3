import { type Cluster, controlPlanes, etcdNodes, workers } from "../../model/cluster.ts";
import type { Timeline } from "../../model/timeline.ts";
import { listing } from "../statistics/format.ts";
import type { Contradiction } from "./contradiction.ts";

/** What both kinds of lanes have. */
interface AnyLane {
  readonly index: number;
  readonly id: string;
  readonly via: string;
}

/**
 * Lanes that must have been there beside those that are, in words, in a journal whose start names none: lanes are
 * numbered without a gap, and what goes to one node directly goes to each of its kind.
 */
export function lostLanes({ start, cluster, tracks, watches }: Timeline): Contradiction[] {
  if ((start.lanes ?? []).length > 0) return [];
  const lanes = [...tracks, ...watches].map(({ lane }): AnyLane => lane);
  const indexes = new Set(lanes.map(({ index }) => index));
  const gaps = Array.from({ length: Math.max(0, ...indexes) }, (_, index) => index).filter((one) => !indexes.has(one));
  return [
    ...(gaps.length === 0 ? [] : [`no lane has the number ${listing(gaps.map(String))}`]),
    ...(cluster === undefined ? [] : lonely(lanes, cluster)),
  ].map((what) => ({ what, touches: ["lanes"] }));
}

/** Lanes to some nodes of a kind whose like goes to no other of them. */
function lonely(lanes: readonly AnyLane[], cluster: Cluster): string[] {
  const kinds = [etcdNodes(cluster), controlPlanes(cluster), workers(cluster)].map((nodes) =>
    nodes.map(({ short }) => short),
  );
  const direct = lanes.filter(({ id, via }) => id.split("/").at(1) === via);
  const alike = Map.groupBy(direct, ({ id }) => [id.split("/").at(0), id.split("/").at(-1)].join("/*/"));
  return [...alike].flatMap(([pattern, some]) => {
    const there = some.map(({ via }) => via);
    const missing = kinds
      .filter((nodes) => nodes.some((node) => there.includes(node)))
      .flatMap((nodes) => nodes.filter((node) => !there.includes(node)));
    return missing.length === 0 ? [] : [`no lane ${pattern} goes to ${listing([...new Set(missing)])}`];
  });
}
