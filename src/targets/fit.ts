import { etcdNodes, type NodeRole, quorumOf } from "../model/cluster.ts";
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import { describeTarget, type TargetSpec } from "../model/target.ts";
import type { Topology } from "../model/topology.ts";

/** How many of `size` members a role means. */
export function membersIn(
  target: Extract<TargetSpec, { role: "minority" | "majority" | "etcd-members" }>,
  size: number,
): number {
  if (target.role === "etcd-members") return target.count;
  return target.role === "minority" ? size - quorumOf(size) : quorumOf(size);
}

/** What of a topology decides which roles its nodes can have. */
export type Shape = Pick<Topology, "name" | "controlPlanes" | "workers" | "zones" | "nodes">;

/** Why a topology cannot carry a fault on its target, or undefined where it can; known before anything is created. */
export function incompatibility(spec: FaultSpec, definition: FaultDefinition, shape: Shape): string | undefined {
  const { target } = spec;
  const problem = missingRole(target, shape);
  if (problem !== undefined) return `${describeTarget(target)}: ${problem}`;
  const hits = definition.targetRoles ?? ["control-plane", "worker", "etcd"];
  const roles = rolesOf(target, shape);
  const alien = roles.find((role) => !hits.includes(role));
  if (alien !== undefined) return `${spec.fault} cannot hit ${describeTarget(target)}: it is for ${hits.join(", ")}`;
  const { component } = spec.params;
  if (component !== undefined && roles.includes(component === "etcd" ? roleWithoutEtcd(shape) : "etcd"))
    return `${describeTarget(target)}: no ${component} runs there on ${shape.name}`;
  const count = countOf(target, shape);
  const fewest = definition.fewestTargets ?? 1;
  if (count < fewest) return `${spec.fault} needs ${fewest} nodes: ${describeTarget(target)} is ${count}`;
  if ("avoidReusedConnections" in target && target.avoidReusedConnections === true && count >= shape.controlPlanes)
    return `${describeTarget(target)}: no other control plane is left for the reused connections`;
  return undefined;
}

/** The role that has no etcd here: it runs on control planes or in containers of its own, never on both. */
function roleWithoutEtcd(shape: Shape): NodeRole {
  return etcdNodes(shape)[0]?.role === "etcd" ? "control-plane" : "etcd";
}

function missingRole(target: TargetSpec, shape: Shape): string | undefined {
  const { name, controlPlanes, workers, zones } = shape;
  switch (target.role) {
    case "control-plane":
      return target.index <= controlPlanes ? undefined : `${name} has ${controlPlanes}`;
    case "worker":
      return target.index <= workers ? undefined : `${name} has ${workers}`;
    case "workers":
      return target.count <= workers ? undefined : `${name} has ${workers}`;
    case "load-balancer":
      return shape.nodes.some(({ role }) => role === "load-balancer")
        ? undefined
        : `${name} has one control plane, and kind makes no load balancer for it`;
    case "zone":
      if (zones.length === 0) return `no node of ${name} has the label topology.kubernetes.io/zone`;
      return zones.includes(target.zone) ? undefined : `${name} has the zones ${zones.join(", ")}`;
    case "etcd-follower":
      return etcdNodes(shape).length > 1 ? undefined : `${name} has one etcd member, and it leads`;
    case "minority":
    case "majority":
    case "etcd-members":
      return membersMissing(target, shape);
    default:
      return undefined;
  }
}

function membersMissing(
  target: Extract<TargetSpec, { role: "minority" | "majority" | "etcd-members" }>,
  shape: Shape,
): string | undefined {
  const { name } = shape;
  const etcdMembers = etcdNodes(shape).length;
  const count = membersIn(target, etcdMembers);
  if (count === 0) return `${name} has ${etcdMembers} etcd members, of which none may be lost`;
  if (target.role === "majority" && etcdMembers === 1) return `${name} has one etcd member: say etcd-leader`;
  const eligible = target.leader === "included" ? etcdMembers : etcdMembers - 1;
  return count <= eligible ? undefined : `${name} has ${etcdMembers} etcd members, of which ${count} are not to be had`;
}

/** Roles of the nodes that a target may mean. */
function rolesOf(target: TargetSpec, shape: Shape): readonly NodeRole[] {
  switch (target.role) {
    case "worker":
    case "load-balancer":
      return [target.role];
    case "workers":
      return ["worker"];
    case "dns":
      return ["control-plane", "worker"];
    case "zone":
      return shape.nodes.filter(({ zone }) => zone === target.zone).map(({ role }) => role);
    case "etcd-leader":
    case "etcd-follower":
    case "minority":
    case "majority":
    case "etcd-members":
      return etcdNodes(shape).map(({ role }) => role);
    default:
      return ["control-plane"];
  }
}

function countOf(target: TargetSpec, shape: Shape): number {
  switch (target.role) {
    case "all-control-planes":
      return shape.controlPlanes;
    case "minority":
    case "majority":
    case "etcd-members":
      return membersIn(target, etcdNodes(shape).length);
    case "workers":
      return target.count;
    case "zone":
      return shape.nodes.filter(({ zone }) => zone === target.zone).length;
    default:
      return 1;
  }
}
