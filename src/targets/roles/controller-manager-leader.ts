import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, type ReuseOptions, reuseParams } from "../define-target.ts";
import { leaseHolder } from "../lease-holder.ts";

const target = defineTarget({
  role: "controller-manager-leader",
  summary: "the holder of the Lease kube-controller-manager",
  params: reuseParams,
  describe: () => "the controller manager's leader",
  resolve: (_params, cluster, roles) => leaseHolder("kube-controller-manager", cluster, roles),
});
export default target;

/** The control plane whose controller manager leads. */
export function controllerManagerLeader(options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, ...options };
}
