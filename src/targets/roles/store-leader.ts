import { workers } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "store-leader",
  summary: "the first worker, with the member of the store that leads: the lead is handed to it where it was lost",
  describe: () => "the worker with the store's leader",
  missing: (_params, shape) => (shape.workers > 0 ? undefined : `${shape.name} has no worker`),
  operation: "store-write",
  nodeRoles: () => ["worker"],
  resolve: async (_params, cluster, roles) => {
    const name = await roles.leadStore();
    return foundOr([workers(cluster).find((node) => node.name === name)], `it is on ${name}, which is no worker`);
  },
});
export default target;

/** The first worker, whose member of the store leads, by that group's own word, when the fault is injected. */
export function storeLeader(): TargetSpec {
  return { role: target.role };
}
