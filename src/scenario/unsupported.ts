import { networkingOf } from "../cluster/kind-file/defaults.ts";
import { plannedSettings } from "../cluster/planned-settings.ts";
import type { HostFacts } from "../host/host-facts.ts";
import type { Environment, FaultDefinition, FaultSpec } from "../model/fault.ts";
import type { Scenario } from "../model/scenario.ts";
import type { KindConfig } from "../model/topology.ts";

type LoadFault = (name: string) => Promise<FaultDefinition>;

/** What is known before a cluster exists: the kernel that it will run on, and what its configuration says. */
export function environmentOf(
  { features }: Pick<HostFacts, "features">,
  config?: KindConfig,
  kubernetes?: string,
): Environment {
  return {
    features: Object.fromEntries(features.map(({ name, state }) => [name, state])),
    absentAgents: config === undefined ? [] : absentAgents(config),
    settings: config === undefined ? undefined : plannedSettings(config, kubernetes),
  };
}

function absentAgents(config: KindConfig): ("kube-proxy" | "cni")[] {
  const { disableDefaultCNI, kubeProxyMode } = networkingOf(config);
  return [disableDefaultCNI ? ["cni" as const] : [], kubeProxyMode === "none" ? ["kube-proxy" as const] : []].flat();
}

/**
 * Why one of a scenario's faults cannot be done on this machine or on a cluster of this configuration; undefined when
 * all can.
 */
export async function unsupportedReason(
  scenario: Scenario,
  environment: Environment,
  load: LoadFault,
): Promise<string | undefined> {
  for (const { as, inject } of faultsOf(scenario)) {
    const reason = (await load(inject.fault)).unsupported?.(environment, inject.params);
    if (reason !== undefined) return `${as}: ${inject.fault} is unsupported here: ${reason}`;
  }
  return undefined;
}

function faultsOf(scenario: Scenario): { as: string; inject: FaultSpec }[] {
  return scenario.steps.filter((step) => "inject" in step);
}
