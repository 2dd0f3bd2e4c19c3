import type { LaneSpec } from "../model/lane.ts";

/**
 * Why a scenario's lanes cannot be on this machine: `noEntry` says why not inside the cluster. Undefined where they
 * can.
 */
export function unreachableLanes(
  lanes: readonly Pick<LaneSpec, "via">[],
  noEntry: string | undefined,
): string | undefined {
  if (noEntry === undefined || !lanes.some(({ via }) => via === "in-cluster")) return undefined;
  return `its lanes via "in-cluster" are unsupported here: ${noEntry}; they need the Docker engine's own machine`;
}
