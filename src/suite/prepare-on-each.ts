import { onEachVersion, type VersionsOption } from "../command-line/versions-option.ts";
import { UsageError } from "../model/errors.ts";
import type { LoadedScenario } from "../scenario/load-scenario.ts";
import { type Prepared, prepare } from "../scenario/prepare.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";

/**
 * Prepares scenarios on each version that is asked for, in its order. Throws as `prepare` does, and UsageError where the
 * versions need several releases of kind: one call makes and deletes its clusters by one.
 */
export async function prepareOnEach(
  chosen: readonly LoadedScenario[],
  options: ScenarioOptions & VersionsOption,
): Promise<Prepared[]> {
  const prepared = (await Promise.all(onEachVersion(options).map((choice) => prepare(chosen, choice)))).flat();
  const kinds = [...new Set(prepared.map(({ cluster, images }) => images.labels.kind ?? cluster.kind))].toSorted();
  if (options.versions !== undefined && kinds.length > 1)
    throw new UsageError(
      `--versions: these versions need several releases of kind (${kinds.join(", ")}): give --kind with one that has all`,
    );
  return prepared;
}
