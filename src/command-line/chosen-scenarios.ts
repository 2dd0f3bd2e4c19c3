import { withOwnLimits } from "../config/own-limits.ts";
import type { Topology } from "../model/topology.ts";
import { checkApplications } from "../scenario/application/application-files.ts";
import { known } from "../scenario/catalogue.ts";
import { type LoadedScenario, loadScenarios } from "../scenario/load-scenario.ts";
import { appChange } from "./app-change.ts";
import type { AppOptions } from "./app-option.ts";
import type { ConfigOptions } from "./config-option.ts";
import { type Choice, chooseScenarios, isNamed, type Pairing, withCures } from "./scenario-choice.ts";

/**
 * The scenarios that a person names or chooses, with their cures where these are asked for, with the person's own
 * application and limits where they give them, on the topology of a cluster that is there where there is one. Throws
 * UsageError in one line.
 */
export async function chosenScenarios(
  names: readonly string[],
  options: Choice & Pairing & AppOptions & ConfigOptions,
  existing: Topology | undefined,
): Promise<LoadedScenario[]> {
  const isByName = isNamed(names, options);
  const change = await appChange(options);
  const own = isByName
    ? await loadScenarios(names, known(), existing ?? options.topology, change)
    : await chooseScenarios(options, change);
  const loaded = await withCures(own, options);
  await checkApplications(loaded.map(({ scenario }) => scenario));
  return withOwnLimits(loaded, options.configured?.read);
}
