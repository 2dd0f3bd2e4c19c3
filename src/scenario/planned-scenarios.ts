import type { HostFacts } from "../host/host-facts.ts";
import { type Procedures, proceduresOf } from "../runner/plan.ts";
import { loadFault, loadProcedure } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { type PlannedCluster, planCluster } from "./planned-cluster.ts";
import { plannedEnvironment } from "./planned-environment.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { nodesToMake, unsupportedHere } from "./unsupported-here.ts";
import { unsupportedThere } from "./unsupported-there.ts";

/** A scenario with the cluster that it will run on, before any image is asked for. */
export interface PlannedScenario {
  readonly name: string;
  readonly loaded: LoadedScenario;
  readonly cluster: PlannedCluster;
  /** The procedures of its steps, by their names. */
  readonly procedures: Procedures;
  /** Why this machine, or a cluster of this configuration, cannot carry it out. */
  readonly unsupported: string | undefined;
}

/** Plans scenarios on clusters as a person wishes them; throws as `planCluster` does, before anything else is looked at. */
export async function planScenarios(
  loaded: readonly LoadedScenario[],
  options: ScenarioOptions,
  host: HostFacts,
): Promise<PlannedScenario[]> {
  const { existing } = options;
  const clusters = loaded.map((one) => planCluster(one, options, host));
  const planOne = async (one: LoadedScenario, cluster: PlannedCluster): Promise<PlannedScenario> => {
    const { name, scenario, topology } = one;
    const procedures = await proceduresOf(scenario.steps, loadProcedure);
    const wanted = { scenario, nodes: nodesToMake(topology, options), chosen: cluster.chosen };
    const around = plannedEnvironment(host, cluster.config, cluster.chosen);
    const unsupported =
      (await unsupportedHere(wanted, around, host, loadFault)) ??
      (existing && (await unsupportedThere(scenario, existing, loadFault, procedures)));
    return { name, loaded: one, cluster, procedures, unsupported };
  };
  return Promise.all(clusters.map((cluster, index) => planOne(loaded[index] as LoadedScenario, cluster)));
}
