import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FaultSpec } from "../../src/model/fault.ts";
import { known, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";

/** Every fault that a scenario of the library, or one of the end-to-end tests, injects for real. */
export async function injectedFaults(): Promise<FaultSpec[]> {
  const folder = join(projectFolder, "test/e2e/scenarios");
  const own = readdirSync(folder).map((file) => join(folder, file));
  const scenarios = await loadScenarios([...namesOf("scenario"), ...own], await known());
  return scenarios.flatMap(({ scenario }) => scenario.steps.flatMap((step) => ("inject" in step ? [step.inject] : [])));
}
