import { relative } from "node:path";
import { readAfterCreate } from "../cluster/after-create.ts";
import type { ExistingCluster } from "../cluster/existing/existing-cluster.ts";
import { withProfile } from "../cluster/profiles.ts";
import type { HostFacts } from "../host/host-facts.ts";
import type { AfterCreate } from "../model/cluster.ts";
import { messageOf, UsageError } from "../model/errors.ts";
import type { KindConfig } from "../model/topology.ts";
import { chooseFor } from "../setup/images/pinned-images.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";
import { versionOfImage } from "../setup/versions/kubernetes-versions.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { whyUnmeasurable } from "./unmeasurable.ts";

/** The cluster that a scenario will run on, as far as it is known before there is one. */
export interface PlannedCluster {
  /** As kind will get it. */
  readonly config: KindConfig;
  /** What it will be made of: what the file pins, else what the person asks for. */
  readonly chosen: Chosen;
  readonly replacedTimings?: readonly string[];
  readonly afterCreate?: AfterCreate;
}

/**
 * The cluster for a scenario with a person's wishes: the same for `plan`, `list` and `run`. Throws UsageError, with the
 * kind file's name, where none can be made or nothing can be measured on it.
 */
export function planCluster(
  { scenario, topology }: Pick<LoadedScenario, "scenario" | "topology">,
  options: ScenarioOptions,
  host: HostFacts,
): PlannedCluster {
  const { profile } = scenario;
  if (host.notDocker !== undefined) throw new UsageError(host.notDocker);
  if (options.overrideTimings === true && profile === "stock")
    throw new UsageError("--override-timings goes with --profile fast: stock timings replace none");
  const afterCreate = options.afterCreate === undefined ? undefined : readAfterCreate(options.afterCreate);
  const chosen = options.existing === undefined ? chooseFor(topology.config, options) : madeOf(options.existing);
  const { kubernetes } = chosen;
  return inKindFile(topology.file, () => {
    const request = { config: topology.config, kubernetes, features: host.features, environment: process.env };
    const reason = whyUnmeasurable({ ...request, isCompleted: afterCreate !== undefined });
    if (reason !== undefined) throw new UsageError(reason);
    const wishes = { profile, override: options.overrideTimings === true };
    const { config, replaced } = withProfile(topology.config, wishes, kubernetes, host);
    return {
      config,
      chosen,
      ...(replaced.length === 0 ? {} : { replacedTimings: replaced }),
      ...(afterCreate === undefined ? {} : { afterCreate }),
    };
  });
}

/** What a cluster that is there was made of; throws UsageError for a version whose defaults nobody knows. */
function madeOf({ kubernetes, nodeImage }: ExistingCluster): Chosen {
  return { kubernetes: versionOfImage(kubernetes), image: nodeImage, kind: undefined };
}

function inKindFile<Value>(file: string, make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${relative(process.cwd(), file)}: ${messageOf(error)}`, { cause: error });
  }
}
