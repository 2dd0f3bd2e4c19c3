import { UsageError } from "../../model/errors.ts";
import { isWatchSpec, type LaneSpec, type WatchSpec } from "../../model/lane.ts";
import type { Topology } from "../../model/topology.ts";
import { connectionsOf } from "../../probes/operation.ts";
import { unknownName } from "../nearest-names.ts";
import { plannedLanes } from "../planned-lanes.ts";
import type { Known } from "./known.ts";
import { at } from "./place.ts";
import { whyUnreachable } from "./unreachable-destinations.ts";

/**
 * Returns the ids of the lanes that a lane of a scenario becomes on a topology; throws UsageError with the place within
 * the lane.
 */
export function laneIds(spec: LaneSpec | WatchSpec, topology: Topology, known: Known): string[] {
  const operation = known.operations.get(spec.operation);
  at(".operation", () => {
    if (operation === undefined) throw unknownName("operation", spec.operation, [...known.operations.keys()]);
    if (isWatchSpec(spec) !== (operation.protocol === "watch"))
      throw new UsageError(`${spec.operation}: write its lane with the function of that name`);
  });
  if (operation === undefined) return [];
  at(".via", () => mustBeOneOf(operation.vias, spec.via, `${spec.operation} cannot go`));
  at(".connection", () =>
    mustBeOneOf(connectionsOf(operation), spec.connection, `${spec.operation} has no connection`),
  );
  const ids = at(".via", () => plannedLanes([spec], topology));
  const problem = whyUnreachable(operation.destination, topology);
  if (problem !== undefined)
    throw new UsageError(`${spec.operation} cannot be measured on ${topology.name}: ${problem}`);
  return ids;
}

function mustBeOneOf<Choice extends string>(choices: readonly Choice[], chosen: Choice, refusal: string): void {
  if (!choices.includes(chosen)) throw new UsageError(`${refusal} "${chosen}", only ${choices.join(" or ")}`);
}
