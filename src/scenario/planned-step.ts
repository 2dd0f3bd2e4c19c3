import { describeAction } from "../model/action.ts";
import type { Cluster, Node, NodeRole } from "../model/cluster.ts";
import type { Environment, FaultContext } from "../model/fault.ts";
import type { Step } from "../model/scenario.ts";
import { describeTarget, type TargetSpec } from "../model/target.ts";
import type { Topology } from "../model/topology.ts";
import { describeStep } from "../runner/steps.ts";
import { loadFault } from "./catalogue.ts";

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
  if (!("inject" in step)) return { step: describeStep(step), inject: [], undo: [] };
  const definition = await loadFault(step.inject.fault);
  const { params, target } = step.inject;
  const unsupported = definition.unsupported?.(environment, params);
  const context = plannedContext(topology, target);
  return {
    step: describeStep(step),
    inject: definition.inject(context, params, {}).map(describeAction),
    undo: definition.undo(context, params, {}).map(describeAction),
    ...(unsupported === undefined ? {} : { unsupported }),
  };
}

/** A cluster with placeholders for names and addresses; which of its nodes will have the role is not known before a run. */
function plannedContext(topology: Topology, target: TargetSpec): FaultContext {
  const name = describeTarget(target);
  const wanted = roleOf(target);
  const chosen = topology.nodes.findIndex(({ role }) => role === wanted);
  const nodes = topology.nodes.map(({ short, role }, index): Node => {
    const called = index === chosen ? name : short;
    return { name: `<${called}>`, short, role, containerId: "", address: `<address of ${called}>`, ports: {} };
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

function roleOf({ role }: TargetSpec): NodeRole {
  if (role === "workers") return "worker";
  return role === "worker" || role === "load-balancer" ? role : "control-plane";
}
