import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FaultSpec } from "../../src/model/fault.ts";
import type { ProcedureSpec } from "../../src/model/procedure.ts";
import type { Step } from "../../src/model/scenario.ts";
import { known, namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";

/** Every fault that a scenario of the library, or one of the end-to-end tests, injects for real. */
export async function injectedFaults(): Promise<FaultSpec[]> {
  return (await allSteps()).flatMap((step) => ("inject" in step ? [step.inject] : []));
}

/** Every procedure that one of them performs for real. */
export async function performedProcedures(): Promise<ProcedureSpec[]> {
  const work = (step: Step) => ("perform" in step ? [step] : "inject" in step ? (step.while ?? []) : []);
  return (await allSteps()).flatMap(work).map(({ perform }) => perform);
}

async function allSteps(): Promise<Step[]> {
  const folder = join(projectFolder, "test/e2e/scenarios");
  const own = readdirSync(folder).map((file) => join(folder, file));
  const scenarios = await loadScenarios([...namesOf("scenario"), ...own], await known());
  return scenarios.flatMap(({ scenario }) => scenario.steps);
}
