import { z } from "zod";
import { controlPlanes } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { avoidReusedConnections, defineTarget, foundOr, positive, type ReuseOptions } from "../define-target.ts";

const target = defineTarget({
  role: "control-plane",
  summary: "one control plane, counted from 1 in the order of their names",
  params: z.strictObject({ index: positive, avoidReusedConnections }),
  describe: ({ index }) => `control plane ${index}`,
  missing: ({ index }, shape) =>
    index <= shape.controlPlanes ? undefined : `${shape.name} has ${shape.controlPlanes}`,
  resolve: ({ index }, cluster) => {
    const planes = controlPlanes(cluster);
    return foundOr([planes[index - 1]], `there are ${planes.length}`);
  },
});
export default target;

/** One control plane, counted from 1. */
export function controlPlane(index: number, options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, index, ...options };
}
