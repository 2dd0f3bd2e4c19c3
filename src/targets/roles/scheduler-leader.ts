import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, type ReuseOptions, reuseParams } from "../define-target.ts";
import { leaseHolder } from "../lease-holder.ts";

const target = defineTarget({
  role: "scheduler-leader",
  summary: "the holder of the Lease kube-scheduler",
  params: reuseParams,
  describe: () => "the scheduler's leader",
  resolve: (_params, cluster, roles) => leaseHolder("kube-scheduler", cluster, roles),
});
export default target;

/** The control plane whose scheduler leads. */
export function schedulerLeader(options: ReuseOptions = {}): TargetSpec {
  return { role: target.role, ...options };
}
