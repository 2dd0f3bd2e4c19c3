import { balancers } from "../../model/cluster.ts";
import type { TargetSpec } from "../../model/target.ts";
import { defineTarget } from "../define-target.ts";

const target = defineTarget({
  role: "address-holder",
  summary: "the load balancer that has the virtual address, of two that share it",
  describe: () => "the load balancer with the virtual address",
  missing: (_params, shape) =>
    balancers(shape).length > 1 ? undefined : `${shape.name} has one load balancer at most, and no virtual address`,
  nodeRoles: () => ["balancer"],
  resolve: async (_params, cluster, roles) => {
    const holders = await roles.addressHolders();
    const found = cluster.nodes.filter(({ name }) => holders.includes(name));
    return found.length === 1 ? found : `${found.length} of ${balancers(cluster).length} have it`;
  },
});
export default target;

/** The load balancer that has the virtual address now. */
export function addressHolder(): TargetSpec {
  return { role: target.role };
}
