import { type Cluster, controlPlanes, etcdNodes, type Node, workers } from "../model/cluster.ts";
import { PlatformError } from "../model/errors.ts";
import type { EtcdMember } from "../model/event.ts";
import { describeTarget, type TargetSpec } from "../model/target.ts";
import { membersIn } from "./fit.ts";

/** Who has which role at this moment, as the cluster and the probes say it; asked for only where a target needs it. */
export interface Roles {
  /** etcd's own word of who leads. */
  members(): Promise<readonly EtcdMember[]>;
  /** Who holds a Lease in kube-system: "<node>_<uuid>". */
  leaseHolder(name: string): Promise<string | undefined>;
  /** The control plane, by its place among them, that answers a lane's reused connection. */
  backendOf(lane: string): Promise<number | undefined>;
  /** Names of the nodes of CoreDNS' replicas, one for each replica. */
  dnsNodes(): Promise<readonly string[]>;
  /** Name of the node whose network the lanes from inside the cluster have; undefined where there are none. */
  probeNode(): string | undefined;
}

/** The nodes that a target's role means now. Throws PlatformError "no-target" when nobody has the role. */
export async function resolveTarget(
  target: TargetSpec,
  cluster: Cluster,
  roles: Roles,
  seed: number,
): Promise<readonly Node[]> {
  const planes = controlPlanes(cluster);
  switch (target.role) {
    case "control-plane":
      return some([planes[target.index - 1]], target, `there are ${planes.length}`);
    case "all-control-planes":
      return some(planes, target, "there is none");
    case "worker":
      return some([workers(cluster)[target.index - 1]], target, `there are ${workers(cluster).length}`);
    case "workers":
      return several(workers(cluster), target);
    case "dns":
      return dnsNode(target, cluster, roles);
    case "load-balancer":
      return some([cluster.nodes.find((node) => node.role === "load-balancer")], target, "the cluster has none");
    case "zone":
      return some(
        cluster.nodes.filter((node) => node.zone === target.zone),
        target,
        "no node has that label",
      );
    case "lane":
      return some([planes[(await roles.backendOf(target.lane)) ?? -1]], target, "it holds no connection to any");
    case "controller-manager-leader":
      return [await holder(target, planes, await roles.leaseHolder("kube-controller-manager"))];
    case "scheduler-leader":
      return [await holder(target, planes, await roles.leaseHolder("kube-scheduler"))];
    default:
      return etcdMembers(target, etcdNodes(cluster), await roles.members(), seed);
  }
}

function several(nodes: readonly Node[], target: Extract<TargetSpec, { role: "workers" }>): readonly Node[] {
  return nodes.length >= target.count ? nodes.slice(0, target.count) : none(target, `there are ${nodes.length}`);
}

/** Which replicas are where decides what is lost with a node, so a placement that is not the one asked for is no target. */
async function dnsNode(
  target: Extract<TargetSpec, { role: "dns" }>,
  cluster: Cluster,
  roles: Roles,
): Promise<readonly Node[]> {
  const names = await roles.dnsNodes();
  const places = [...new Set(names)];
  const told = `its ${names.length} replicas are on ${places.join(", ") || "no node"}`;
  if (names.length < 2 || (target.replicas === "all") !== (places.length === 1)) return none(target, told);
  const leader = await roles.leaseHolder("kube-controller-manager");
  const cost = (node: Node) => alsoLost(node, leader, roles.probeNode());
  const found = cluster.nodes.filter(({ name }) => places.includes(name));
  return some(found.toSorted((a, b) => cost(a) - cost(b)).slice(0, 1), target, told);
}

/** What is lost with a node beside its pods, the less the better: an API server and an etcd member, the controller manager that is to notice, the lanes. */
function alsoLost({ name, role }: Node, leader: string | undefined, probeNode: string | undefined): number {
  if (name === probeNode) return 3;
  if (leader?.startsWith(`${name}_`)) return 2;
  return role === "worker" ? 0 : 1;
}

type MemberTarget = Extract<
  TargetSpec,
  { role: "etcd-leader" | "etcd-follower" | "minority" | "majority" | "etcd-members" }
>;

function etcdMembers(
  target: MemberTarget,
  nodes: readonly Node[],
  members: readonly EtcdMember[],
  seed: number,
): readonly Node[] {
  const name = members.find((member) => member.memberId === member.leaderId)?.node;
  const leader = nodes.find((node) => node.short === name);
  if (leader === undefined)
    return none(target, name === undefined ? "no etcd member says that it leads" : `${name} is not a node`);
  if (target.role === "etcd-leader") return [leader];
  const followers = nodes.filter((node) => node !== leader);
  // Which follower is hit changes with the seed, so that repeated runs hit different ones.
  const turned = followers.map((_, index) => followers[(seed + index) % followers.length] as Node);
  if (target.role === "etcd-follower") return some(turned.slice(0, 1), target, "the leader is the only member");
  const count = membersIn(target, nodes.length);
  const chosen = target.leader === "included" ? [leader, ...turned.slice(0, count - 1)] : turned.slice(0, count);
  return chosen.length === count && count > 0 ? chosen : none(target, `the cluster has ${nodes.length} members`);
}

async function holder(target: TargetSpec, planes: readonly Node[], identity: string | undefined): Promise<Node> {
  const node = planes.find(({ name }) => identity?.startsWith(`${name}_`));
  return (
    node ?? none(target, identity ? `the Lease is held by ${identity}, which is no node` : "nobody holds the Lease")
  );
}

function some(nodes: readonly (Node | undefined)[], target: TargetSpec, otherwise: string): readonly Node[] {
  const found = nodes.filter((node) => node !== undefined);
  return found.length > 0 ? found : none(target, otherwise);
}

function none(target: TargetSpec, reason: string): never {
  throw new PlatformError("no-target", `${describeTarget(target)}: ${reason}`);
}
