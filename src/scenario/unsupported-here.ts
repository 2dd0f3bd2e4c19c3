import type { HostFacts } from "../host/host-facts.ts";
import { whyClocksApart, whyUnfit } from "../host/machine-fitness.ts";
import { networkEntryProblem } from "../host/network-entry.ts";
import type { Environment, FaultDefinition } from "../model/fault.ts";
import { isAttemptSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";
import { whyNoBalancersHere } from "./balancers-here.ts";
import { unreachableLanes } from "./reachable-lanes.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { unsupportedReason } from "./unsupported.ts";

/**
 * A scenario, and the nodes of the cluster that is made for it, with what they are made of; none where it is carried out
 * on one that stands.
 */
export interface WantedHere {
  readonly scenario: Scenario;
  readonly nodes: Topology["nodes"];
  readonly chosen: Pick<Chosen, "kind">;
}

/**
 * Why this machine, or a cluster of this configuration, cannot carry out a scenario: its nodes, one of its lanes or
 * faults, or load balancers that only some scenarios need. Undefined where it can; the same for `list`, `plan` and `run`.
 */
export async function unsupportedHere(
  { scenario, nodes, chosen }: WantedHere,
  environment: Environment,
  host: HostFacts,
  load: (name: string) => Promise<FaultDefinition>,
): Promise<string | undefined> {
  const unfit = nodes.length === 0 ? undefined : whyUnfit(host, nodes);
  const lanes = unreachableLanes(scenario.lanes.filter(isAttemptSpec), networkEntryProblem(host));
  return (
    unfit ??
    whyClocksApart(host) ??
    lanes ??
    (await whyNoBalancersHere(nodes, chosen)) ??
    (await unsupportedReason(scenario, environment, load))
  );
}

/** The nodes that a cluster for a scenario has to be made of. */
export function nodesToMake(
  { nodes }: Pick<Topology, "nodes">,
  { existing }: Pick<ScenarioOptions, "existing">,
): Topology["nodes"] {
  // What stands is carried by its machine.
  return existing === undefined ? nodes : [];
}
