import { z } from "zod";
import type { Cluster, Node } from "../../model/cluster.ts";
import type { Found, Roles, TargetSpec } from "../../model/target.ts";
import { defineTarget, foundOr } from "../define-target.ts";

const replicasSchema = z.enum(["one", "all"]);
type Replicas = z.infer<typeof replicasSchema>;

const target = defineTarget({
  role: "dns",
  summary:
    "the node of all replicas of CoreDNS, or of one of several: rather a worker than a control plane, last the controller managers' leader and the node that lanes are in",
  params: z.strictObject({ replicas: replicasSchema }),
  describe: ({ replicas }) =>
    replicas === "all" ? "the node with all replicas of CoreDNS" : "a node with one replica of CoreDNS",
  nodeRoles: () => ["control-plane", "worker"],
  resolve: ({ replicas }, cluster, roles) => dnsNode(replicas, cluster, roles),
});
export default target;

/** The node that the cluster's own DNS runs on: one of them, or the only one where all its replicas are together. */
export function dns(replicas: Replicas): TargetSpec {
  return { role: target.role, replicas };
}

/**
 * Which replicas are where decides what is lost with a node, so a placement that is not the one asked for is no target.
 */
async function dnsNode(replicas: Replicas, cluster: Cluster, roles: Roles): Promise<Found> {
  const names = await roles.dnsNodes();
  const places = [...new Set(names)];
  const told = `its ${names.length} replicas are on ${places.join(", ") || "no node"}`;
  if (names.length < 2 || (replicas === "all") !== (places.length === 1)) return told;
  const leader = await roles.leaseHolder("kube-controller-manager");
  const cost = (node: Node) => alsoLost(node, leader, roles.probeNode());
  const found = cluster.nodes.filter(({ name }) => places.includes(name));
  return foundOr(found.toSorted((a, b) => cost(a) - cost(b)).slice(0, 1), told);
}

/**
 * Ranks a node by what is lost with it beside its pods: 0 nothing, 1 an API server and an etcd member, 2 the controller
 * manager that is to notice the loss, 3 the lanes. The node with the lowest rank is hit.
 */
function alsoLost({ name, role }: Node, leader: string | undefined, probeNode: string | undefined): number {
  if (name === probeNode) return 3;
  if (leader?.startsWith(`${name}_`)) return 2;
  return role === "worker" ? 0 : 1;
}
