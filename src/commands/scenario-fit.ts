import { plannedSettings } from "../cluster/planned-settings.ts";
import { UsageError } from "../model/errors.ts";
import type { FaultDefinition, FaultSpec, Surroundings } from "../model/fault.ts";
import type { Scenario } from "../model/scenario.ts";
import type { KindConfig } from "../model/topology.ts";
import type { HostFacts } from "../setup/host-facts.ts";

type LoadFault = (name: string) => Promise<FaultDefinition>;

/** What is known before a cluster exists: the kernel that it will run on, and what its configuration says. */
export function surroundingsOf({ features }: Pick<HostFacts, "features">, config?: KindConfig): Surroundings {
  return {
    features: Object.fromEntries(features.map(({ name, state }) => [name, state])),
    settings: config === undefined ? undefined : plannedSettings(config),
  };
}

/** Throws UsageError when one of a scenario's faults cannot be done on this machine or on a cluster of this configuration. */
export async function mustBeSupported(
  name: string,
  scenario: Scenario,
  around: Surroundings,
  load: LoadFault,
): Promise<void> {
  for (const { as, inject } of faultsOf(scenario)) {
    const reason = (await load(inject.fault)).unsupported?.(around, inject.params);
    if (reason !== undefined) throw new UsageError(`${name}: ${as}: ${inject.fault} is unsupported here: ${reason}`);
  }
}

function faultsOf(scenario: Scenario): { as: string; inject: FaultSpec }[] {
  return scenario.steps.filter((step) => "inject" in step);
}
