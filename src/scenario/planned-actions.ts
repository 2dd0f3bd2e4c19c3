import { usesIpv6 } from "../cluster/loopback.ts";
import type { Action } from "../model/action.ts";
import type { Cluster, Node, NodeRole } from "../model/cluster.ts";
import type { FaultContext, FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { Topology } from "../model/topology.ts";
import { paramsOf } from "../targets/target.ts";
import { loadTarget } from "./catalogue.ts";

/** What a fault would do and undo on a cluster of a topology; of several nodes that are hit, on one. */
export async function plannedActions(
  { target: spec, params }: FaultSpec,
  definition: FaultDefinition,
  topology: Topology,
): Promise<{ readonly inject: readonly Action[]; readonly undo: readonly Action[] }> {
  const target = await loadTarget(spec.role);
  const targetParams = paramsOf(spec);
  // Which of the nodes will have the role is not known before a run: the first that may have it stands for them.
  const [role = "control-plane"] = target.nodeRoles(targetParams, topology);
  const context = plannedContext(topology, target.describe(targetParams), role);
  return { inject: definition.inject(context, params, {}), undo: definition.undo(context, params, {}) };
}

/** A cluster with placeholders for names and addresses; the first node of the role is called as the target is. */
function plannedContext(topology: Topology, name: string, wanted: NodeRole): FaultContext {
  const isDual = usesIpv6(topology.config);
  const chosen = topology.nodes.findIndex(({ role }) => role === wanted);
  const nodes = topology.nodes.map(({ short, role }, index): Node => {
    const called = index === chosen ? name : short;
    const place = { address: `<address of ${called}>`, ...(isDual ? { address6: `<IPv6 address of ${called}>` } : {}) };
    return { name: `<${called}>`, short, role, containerId: "", ...place, ports: {} };
  });
  const cluster: Cluster = {
    name: "<cluster>",
    network: "<cluster>",
    topology: topology.name,
    profile: "",
    kubernetes: "",
    kind: "",
    nodeImage: "",
    nodes,
  };
  const [node, fellow] = [...nodes.slice(chosen), ...nodes.slice(0, chosen)].filter(({ role }) => role === wanted);
  if (node === undefined) throw new Error(`${topology.name} has no ${wanted}: the scenario was not checked`);
  return { node, targets: fellow === undefined ? [node] : [node, fellow], cluster };
}
