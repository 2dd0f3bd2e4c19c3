import { hostFacts } from "../host/host-facts.ts";
import { networkEntryProblem } from "../host/network-entry.ts";
import { readApplication } from "../scenario/application/application-files.ts";
import { withApplication } from "../scenario/application/with-application.ts";
import type { Change } from "../scenario/load-scenario.ts";
import { type AppOptions, applicationOf } from "./app-option.ts";

/**
 * What makes of each scenario the same with a person's own application in the place of its workload; undefined where no
 * option names one. Reads its manifests; throws UsageError in one line.
 */
export async function appChange(options: AppOptions): Promise<Change | undefined> {
  const application = applicationOf(options);
  if (application === undefined) return undefined;
  const kept = await readApplication(application);
  const inside = networkEntryProblem(await hostFacts()) === undefined;
  return (scenario, topology, known) => withApplication(scenario, { application, kept, inside }, topology, known);
}
