import type { HostFacts } from "../host/host-facts.ts";
import { networkEntryProblem } from "../host/network-entry.ts";
import type { Environment, FaultDefinition } from "../model/fault.ts";
import { isAttemptSpec } from "../model/lane.ts";
import type { Scenario } from "../model/scenario.ts";
import { unreachableLanes } from "./reachable-lanes.ts";
import { unsupportedReason } from "./unsupported.ts";

/**
 * Why this machine, or a cluster of this configuration, cannot carry out a scenario: one of its lanes or faults.
 * Undefined where it can; the same for `list`, `plan` and `run`.
 */
export async function unsupportedHere(
  scenario: Scenario,
  environment: Environment,
  host: HostFacts,
  load: (name: string) => Promise<FaultDefinition>,
): Promise<string | undefined> {
  const lanes = unreachableLanes(scenario.lanes.filter(isAttemptSpec), networkEntryProblem(host));
  return lanes ?? (await unsupportedReason(scenario, environment, load));
}
