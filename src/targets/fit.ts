import { etcdNodes, type NodeRole } from "../model/cluster.ts";
import type { FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { Shape, TargetDefinition, TargetSpec } from "../model/target.ts";
import { paramsOf } from "./target.ts";

/**
 * Why a topology has no node of a target, in words that begin with the target, or undefined; known before anything is
 * created.
 */
export function missingTarget(target: TargetSpec, definition: TargetDefinition, shape: Shape): string | undefined {
  const params = paramsOf(target);
  const problem = definition.missing(params, shape);
  return problem === undefined ? undefined : `${definition.describe(params)}: ${problem}`;
}

/** Why a topology cannot carry a fault on its target, or undefined where it can; known before anything is created. */
export function incompatibility(
  spec: FaultSpec,
  fault: FaultDefinition,
  target: TargetDefinition,
  shape: Shape,
): string | undefined {
  const missing = missingTarget(spec.target, target, shape);
  if (missing !== undefined) return missing;
  const params = paramsOf(spec.target);
  const words = target.describe(params);
  const roles = target.nodeRoles(params, shape);
  const { targetRoles, fewestTargets } = fault;
  if (roles.some((role) => !targetRoles.includes(role)))
    return `${spec.fault} cannot hit ${words}: it is for ${targetRoles.join(", ")}`;
  const component = fault.component?.(spec.params);
  if (component !== undefined && rolesWithout(component, shape).some((role) => roles.includes(role)))
    return `${words}: no ${component} runs there on ${shape.name}`;
  const unfit = unfitToLoseMember(fault, spec.target, target, shape);
  if (unfit !== undefined) return unfit;
  const count = target.count(params, shape);
  if (count < fewestTargets) return `${spec.fault} needs ${fewestTargets} nodes: ${words} is ${count}`;
  if (target.avoidsReusedConnections(params) && count >= shape.controlPlanes)
    return `${words}: no other control plane is left for the reused connections`;
  return undefined;
}

/** The fewest members of which one can be missed while another takes its place: of two one does not decide. */
const fewestMembers = 3;

/**
 * Why on such a topology nobody may take the etcd member of a target away until another is in its place, in words that
 * begin with the fault or procedure that would; undefined where it may be.
 */
export function unfitToLoseMember(
  { name, losesMember }: Pick<FaultDefinition, "name" | "losesMember">,
  spec: TargetSpec,
  target: TargetDefinition,
  shape: Shape,
): string | undefined {
  if (losesMember === undefined) return undefined;
  const params = paramsOf(spec);
  const words = target.describe(params);
  if (etcdNodes(shape)[0]?.role === "etcd")
    return `${name} is for control planes with an etcd member each: this topology has its etcd elsewhere`;
  if (target.nodeRoles(params, shape).some((role) => role !== "control-plane"))
    return `${name} is for one control-plane, and ${words} is, or may be, no control-plane`;
  const count = target.count(params, shape);
  if (count !== 1) return `${name} is for one node at a time: ${words} is ${count}`;
  if (shape.controlPlanes < fewestMembers)
    return `${name} loses one of ${shape.controlPlanes} etcd members: of fewer than ${fewestMembers} none can be missed`;
  return undefined;
}

/** The roles of nodes on which a component does not run, of those that a fault on one can hit. */
function rolesWithout(component: string, shape: Shape): readonly NodeRole[] {
  if (component === "haproxy") return ["control-plane", "etcd"];
  return ["balancer", component === "etcd" ? roleWithoutEtcd(shape) : "etcd"];
}

/** The role that has no etcd here: it runs on control planes or in containers of its own, never on both. */
function roleWithoutEtcd(shape: Shape): NodeRole {
  return etcdNodes(shape)[0]?.role === "etcd" ? "control-plane" : "etcd";
}
