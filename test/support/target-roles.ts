import { parseTopology } from "../../src/cluster/topology.ts";
import type { Roles, Shape, TargetSpec } from "../../src/model/target.ts";
import { resolveTarget } from "../../src/targets/target.ts";
import { cluster } from "./recording-runtime.ts";
import { threeMembers } from "./three-members.ts";

function refuse(what: string): never {
  throw new Error(`the test says nothing of ${what}`);
}

/** Who has which role, as the test says it; what it does not say is refused. */
export function knownRoles(told: Partial<Roles>): Roles {
  return {
    members: async () => refuse("etcd members"),
    leaseHolder: async (name) => refuse(name),
    backendOf: async (lane) => refuse(lane),
    addressHolders: async () => refuse("the load balancers"),
    dnsNodes: async () => refuse("CoreDNS"),
    leadStore: async () => refuse("the store"),
    probeNode: () => refuse("the probe node"),
    ...told,
  };
}

/** etcd's word that the second of three control planes leads. */
export const secondLeads: Partial<Roles> = { members: async () => threeMembers };

/** The short names of the nodes that a target means on the usual cluster. */
export async function resolved(target: TargetSpec, told: Partial<Roles> = {}, seed = 0): Promise<string[]> {
  return (await resolveTarget(target, cluster, knownRoles(told), seed)).map(({ short }) => short);
}

/** A topology "x" of so many control planes and one worker, all in one zone where one is given. */
export function shapeOf(controlPlanes: number, zone?: string): Shape {
  const etcd = "extraPortMappings: [{containerPort: 2379, listenAddress: 127.0.0.1}]";
  const labels = zone === undefined ? "" : `, labels: {topology.kubernetes.io/zone: ${zone}}`;
  const planes = Array.from({ length: controlPlanes }, () => `{role: control-plane, ${etcd}${labels}}`);
  const nodes = [...planes, `{role: worker${labels}}`].join(", ");
  return parseTopology(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: [${nodes}]`, "x.yaml");
}
