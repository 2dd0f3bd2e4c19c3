import { randomInt } from "node:crypto";
import { hostFacts } from "../host/host-facts.ts";
import { balancers } from "../model/cluster.ts";
import { UsageError } from "../model/errors.ts";
import { usualRecoveryMs } from "../model/run-plan.ts";
import { usualWorkMs, versionsOf } from "../runner/plan.ts";
import type { PlannedRun } from "../runner/run-request.ts";
import { stepsDurationMs } from "../runner/steps.ts";
import { type Images, imagesOfExisting, imagesOfPinned, resolveImages } from "../setup/images/images.ts";
import { balancerImage } from "../setup/images/node-image-inputs.ts";
import { pinnedImages, pullPinned } from "../setup/images/pinned-images.ts";
import { toStderr } from "../terminal/output.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import type { PlannedCluster } from "./planned-cluster.ts";
import { type PlannedScenario, planScenarios } from "./planned-scenarios.ts";
import { repeatArguments } from "./repeat-arguments.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { ownTimings } from "./unsupported-there.ts";

/** Everything that is known before anything is touched. */
export interface Prepared extends PlannedRun {
  readonly name: string;
  /** Where its scenario stands. */
  readonly file: string;
  /** Why this machine, or a cluster of this configuration, cannot carry it out. */
  readonly unsupported: string | undefined;
  readonly images: Images;
  /** How long its work on the cluster usually takes, milliseconds. */
  readonly usualWorkMs?: number;
  /** The arguments that make this run again. */
  readonly asked: string[];
}

/** Time to create a cluster of seven containers and to settle, and to delete it; measured on 2 cores, milliseconds. */
const createMs = 110_000;
/** What a run on a cluster that is there takes before its first step and after its last: 14 to 21 s on 2 cores. */
const reuseMs = 18_000;

/**
 * Checks loaded scenarios against images and this machine, with a profile in the place of their own where one is given.
 * Nodes that steps upgrade get the node image that is given for the version, else setup's.
 */
export async function prepare(
  loaded: readonly LoadedScenario[],
  options: ScenarioOptions,
  given: Readonly<Record<string, string>> = {},
): Promise<Prepared[]> {
  const host = await hostFacts();
  const { existing } = options;
  // What a person can mend is told before what setup has to provide.
  const own = loaded.map((one) => withProfileOf(options, one));
  const planned = await planScenarios(own, options, host);
  const imagesFor = existing === undefined ? imagesByCluster(options) : () => imagesOfExisting(existing);
  const imagesOf = (cluster: PlannedCluster) =>
    imagesFor(cluster).catch((error: unknown) => {
      // Nobody is asked to provide images for what this machine cannot carry out.
      if (planned.every(({ unsupported }) => unsupported !== undefined)) mustBeSupported(planned);
      throw error;
    });
  const prepareOne = async ({ loaded: one, cluster, procedures, unsupported }: PlannedScenario): Promise<Prepared> => {
    const { name, file, scenario, topology } = one;
    const { config, chosen, ...wished } = cluster;
    const images = await imagesOf(cluster);
    // What the cluster itself is made of is what its nodes go back to.
    const imagesOfVersions = { ...given, [chosen.kubernetes]: images.nodeImage };
    const software = await softwareFor(versionsOf(scenario.steps, procedures), options, imagesOfVersions);
    const seed = options.seed ?? randomInt(2 ** 31);
    return {
      name,
      file,
      unsupported,
      scenario,
      cluster: {
        topology,
        profile: existing === undefined ? scenario.profile : ownTimings,
        config,
        ...wished,
        ...(existing === undefined ? {} : { existing }),
        kubernetes: chosen.kubernetes,
        kind: images.kind,
        nodeImage: images.nodeImage,
        loadBalancerImage: images.loadBalancerImage,
        ...(balancers(topology).length === 0 ? {} : { balancerImage: balancerImage() }),
      },
      images,
      seed,
      usualWorkMs: usualWorkMs(scenario.steps, procedures),
      ...(Object.keys(software).length === 0 ? {} : { software }),
      asked: repeatArguments(one, options, { kubernetes: chosen.kubernetes, seed }),
    };
  };
  return Promise.all(planned.map(prepareOne));
}

/** The node images with the versions that steps upgrade nodes to; throws as `resolveImages` does where one is missing. */
async function softwareFor(
  versions: readonly string[],
  { kind }: ScenarioOptions,
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const images = versions.map(async (kubernetes) => {
    const nodeImage = given[kubernetes] ?? (await resolveImages({ kubernetes, kind })).nodeImage;
    return [kubernetes, nodeImage] as const;
  });
  return Object.fromEntries(await Promise.all(images));
}

/** The images of a cluster, each asked for once: those that its configuration pins, else those of setup. */
function imagesByCluster({ kubernetes, image, kind }: ScenarioOptions): (cluster: PlannedCluster) => Promise<Images> {
  const known = new Map<string, Promise<Images>>();
  return (cluster) => {
    const key = pinnedImages(cluster.config).join();
    const images = known.get(key) ?? (key === "" ? resolveImages({ kubernetes, image, kind }) : fetchPinned(cluster));
    known.set(key, images);
    return images;
  };
}

/** Nodes without an image of their own get the one that the first control plane has, or setup's where it has none. */
async function fetchPinned({ config, chosen }: PlannedCluster): Promise<Images> {
  await pullPinned(config, (line) => toStderr(`${line}\n`));
  return imagesOfPinned(chosen);
}

/** The scenario with the profile that the command line asks for, or its own. */
export function withProfileOf({ profile: asked, existing }: ScenarioOptions, loaded: LoadedScenario): LoadedScenario {
  // What is there has timings of its own, and nobody replaces them.
  const profile = existing === undefined ? asked : "stock";
  return profile === undefined ? loaded : { ...loaded, scenario: { ...loaded.scenario, profile } };
}

/** Throws UsageError for the first scenario that this machine cannot carry out. */
export function mustBeSupported(
  prepared: readonly { readonly name: string; readonly unsupported: string | undefined }[],
): void {
  for (const { name, unsupported } of prepared) {
    if (unsupported !== undefined) throw new UsageError(`${name}: ${unsupported}`);
  }
}

/** How long a run will likely take, milliseconds. */
export function expectedDurationMs(prepared: Pick<Prepared, "scenario" | "usualWorkMs">, reuse: boolean): number {
  const { scenario, usualWorkMs: workMs = 0 } = prepared;
  const recoveries = scenario.steps.filter((step) => "recover" in step).length;
  return (reuse ? reuseMs : createMs) + stepsDurationMs(scenario.steps) + workMs + recoveries * usualRecoveryMs;
}
