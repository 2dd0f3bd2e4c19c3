import { UsageError } from "../../model/errors.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../../model/lane.ts";
import type { Topology } from "../../model/topology.ts";
import { laneId, nodesOnTheWay } from "../../probes/lanes/lanes.ts";
import { connectionsOf } from "../../probes/operation.ts";
import { unknownName } from "../nearest-names.ts";
import type { Known } from "./known.ts";

/** The ids of the lanes that a lane of a scenario becomes on a topology. */
export function laneIds(spec: LaneSpec | WatchSpec, topology: Topology, known: Known): string[] {
  const operation = known.operations.get(spec.operation);
  if (operation === undefined) throw unknownName("operation", spec.operation, [...known.operations.keys()]);
  if (isWatchSpec(spec) !== (operation.protocol === "watch"))
    throw new UsageError(`${spec.operation}: write its lane with the function of that name`);
  if (!operation.vias.includes(spec.via)) throw new UsageError(`${spec.operation} does not go via ${spec.via}`);
  const connections = connectionsOf(operation);
  if (!connections.includes(spec.connection))
    throw new UsageError(`${spec.operation} has no ${spec.connection} connections: ${connections.join(" or ")}`);
  return nodesOnTheWay(spec.via, topology).map((node) => laneId(spec, node));
}
