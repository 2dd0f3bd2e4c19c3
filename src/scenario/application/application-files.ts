import { dirname, resolve } from "node:path";
import { checkManifests } from "../../apps/application/check-manifests.ts";
import { type Kept, keptBy } from "../../apps/application/kept.ts";
import { readManifests } from "../../apps/application/read-manifests.ts";
import { type ApplicationOptions, applicationSchema, askOf, isApplication } from "../../model/application.ts";
import { UsageError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { imageExists } from "../../setup/images/docker-image.ts";

/** The namespace for which charts are rendered before the run's own is known. */
const anyNamespace = "kind-chaos-run";

/** A scenario whose manifests are sought from its own folder. */
export function withOwnFiles(scenario: Scenario, file: string): Scenario {
  const { workload } = scenario;
  if (!isApplication(workload) || workload.manifests === undefined) return scenario;
  const manifests = workload.manifests.map((path) => resolve(dirname(file), path));
  return { ...scenario, workload: { ...workload, manifests } };
}

/** Reads and checks the manifests of an application; throws UsageError in one line. */
export async function readApplication(application: ApplicationOptions): Promise<Kept> {
  const parsed = applicationSchema.parse(application);
  if (parsed.manifests === undefined) return { replaced: false, budget: false };
  const manifests = await readManifests(parsed.manifests, anyNamespace);
  checkManifests(manifests, parsed);
  return keptBy(manifests, askOf(parsed)?.service);
}

/** Reads the manifests of scenarios that bring an application; throws UsageError in one line. */
export async function checkApplications(scenarios: readonly Pick<Scenario, "workload">[]): Promise<void> {
  const seen = new Set<string>();
  for (const { workload } of scenarios) {
    if (!isApplication(workload) || seen.has(JSON.stringify(workload))) continue;
    seen.add(JSON.stringify(workload));
    await readApplication(workload);
  }
}

/** Throws UsageError where the local engine does not have an image that an application names. */
export async function mustHaveImages(scenarios: readonly Pick<Scenario, "workload">[]): Promise<void> {
  const images = scenarios.flatMap(({ workload }) => (isApplication(workload) ? (workload.images ?? []) : []));
  for (const image of new Set(images))
    if (!(await imageExists(image)))
      throw new UsageError(
        `the Docker engine has no image ${image}: build it or pull it, and name it as docker images does`,
      );
}
