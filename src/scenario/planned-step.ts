import { usesIpv6 } from "../cluster/loopback.ts";
import { describeAction } from "../model/action.ts";
import type { Cluster, Node, NodeRole } from "../model/cluster.ts";
import type { Environment, FaultContext } from "../model/fault.ts";
import type { Step } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { describeStep } from "../runner/steps.ts";
import { paramsOf } from "../targets/target.ts";
import { loadFault, loadTarget } from "./catalogue.ts";

/** One step of a plan, with the commands that break and undo; of several nodes that are hit, those of one. */
export interface PlannedStep {
  readonly step: string;
  readonly inject: readonly string[];
  readonly undo: readonly string[];
  /** Why the fault cannot be done here: `run` refuses it. */
  readonly unsupported?: string;
}

/** What a step would do on a cluster of this topology. */
export async function planStep(step: Step, topology: Topology, environment: Environment): Promise<PlannedStep> {
  if (!("inject" in step)) return { step: await describeStep(step), inject: [], undo: [] };
  const definition = await loadFault(step.inject.fault);
  const target = await loadTarget(step.inject.target.role);
  const targetParams = paramsOf(step.inject.target);
  const { params } = step.inject;
  const unsupported = definition.unsupported?.(environment, params);
  // Which of the nodes will have the role is not known before a run: the first that may have it stands for them.
  const [role = "control-plane"] = target.nodeRoles(targetParams, topology);
  const context = plannedContext(topology, target.describe(targetParams), role);
  return {
    step: await describeStep(step),
    inject: definition.inject(context, params, {}).map(describeAction),
    undo: definition.undo(context, params, {}).map(describeAction),
    ...(unsupported === undefined ? {} : { unsupported }),
  };
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
