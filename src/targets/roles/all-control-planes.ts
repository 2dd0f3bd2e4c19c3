import { controlPlanes } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "all-control-planes",
  summary: "every control plane",
  describe: () => "all control planes",
  count: (_params, shape) => shape.controlPlanes,
  resolve: (_params, cluster) => foundOr(controlPlanes(cluster), "there is none"),
});
export default target;

/** Every control plane. */
export function allControlPlanes(): TargetSpec {
  return { role: target.role };
}
