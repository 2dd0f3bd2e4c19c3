import { balancers } from "../../model/cluster.ts";
import type { Shape, TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const target = defineTarget({
  role: "load-balancer",
  summary: "the load balancer before the API servers",
  describe: () => "the load balancer",
  missing: (_params, shape) => whyMissing(shape),
  nodeRoles: () => ["load-balancer"],
  resolve: (_params, cluster) =>
    foundOr([cluster.nodes.find(({ role }) => role === "load-balancer")], "the cluster has none"),
});
export default target;

function whyMissing(shape: Shape): string | undefined {
  if (balancers(shape).length > 0)
    return `on ${shape.name} it is only the way in to two that share an address: hit address-holder`;
  return shape.nodes.some(({ role }) => role === "load-balancer")
    ? undefined
    : `${shape.name} has one control plane, and kind makes no load balancer for it`;
}

/** The load balancer before the API servers. */
export function loadBalancer(): TargetSpec {
  return { role: target.role };
}
