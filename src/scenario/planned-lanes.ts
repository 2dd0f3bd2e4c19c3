import type { LaneSpec, WatchSpec } from "../model/lane.ts";
import type { Topology } from "../model/topology.ts";
import { laneId, nodesOnTheWay } from "../probes/lanes/lanes.ts";

/** The ids of the lanes that a scenario's become on a topology; throws UsageError where it has no such way. */
export function plannedLanes(specs: readonly (LaneSpec | WatchSpec)[], topology: Topology): string[] {
  return specs.flatMap((spec) => nodesOnTheWay(spec.via, topology).map((node) => laneId(spec, node)));
}
