import { type Cluster, controlPlanes, etcdNodes, type Node } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { EtcdMember } from "../model/event.ts";
import type { TargetSpec } from "../model/fault.ts";

/** The node that a target's role means now; `members` is etcd's own word of who leads. Throws PlatformError when nobody has the role. */
export function resolveTarget(
  target: TargetSpec,
  cluster: Cluster,
  members: readonly EtcdMember[],
  seed: number,
): Node {
  const leader = members.find((member) => member.memberId === member.leaderId)?.node;
  const planes = controlPlanes(cluster);
  const none = (reason: string): never => {
    throw new PlatformError("no-target", `${describeTarget(target)}: ${reason}`);
  };
  if (target.role === "control-plane") return planes[target.index - 1] ?? none(`there are ${planes.length}`);
  if (target.role === "load-balancer") {
    return cluster.nodes.find((node) => node.role === "load-balancer") ?? none("the cluster has none");
  }
  if (leader === undefined) return none("no etcd member says that it leads");
  if (target.role === "etcd-leader")
    return etcdNodes(cluster).find((node) => node.short === leader) ?? none(`${leader} is not a node`);
  const followers = etcdNodes(cluster).filter((node) => node.short !== leader);
  return followers[seed % followers.length] ?? none("the leader is the only member");
}

/** A target in words: "the etcd leader". */
export function describeTarget(target: TargetSpec): string {
  if (target.role === "control-plane") return `control plane ${target.index}`;
  return {
    "etcd-leader": "the etcd leader",
    "etcd-follower": "an etcd follower",
    "load-balancer": "the load balancer",
  }[target.role];
}
