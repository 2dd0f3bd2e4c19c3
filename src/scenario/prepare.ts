import { randomInt } from "node:crypto";
import { withProfile } from "../cluster/profiles.ts";
import { hostFacts } from "../host/host-facts.ts";
import { networkEntryProblem } from "../host/network-entry.ts";
import { UsageError } from "../model/errors.ts";
import { isAttemptSpec } from "../model/lane.ts";
import type { PlannedRun } from "../runner/run-request.ts";
import { stepsDurationMs } from "../runner/steps.ts";
import { type Images, resolveImages } from "../setup/images/images.ts";
import { loadFault } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { unreachableLanes } from "./reachable-lanes.ts";
import type { ScenarioOptions } from "./scenario-options.ts";
import { environmentOf, unsupportedReason } from "./unsupported.ts";

/** Everything that is known before anything is touched. */
export interface Prepared extends PlannedRun {
  readonly name: string;
  /** Where its scenario stands. */
  readonly file: string;
  /** Why this machine, or a cluster of this configuration, cannot carry it out. */
  readonly unsupported: string | undefined;
  readonly images: Images;
}

/** Time to create a cluster of seven containers and to settle, and to delete it; measured on 2 cores, milliseconds. */
const createMs = 110_000;
const reuseMs = 5_000;
/** Recovery after each fault, audit, judging; measured on 2 cores, milliseconds. */
const recoveryMs = 12_000;

/**
 * Checks loaded scenarios against images and this machine, with a profile in the place of their own where one is given.
 */
export async function prepare(loaded: readonly LoadedScenario[], options: ScenarioOptions): Promise<Prepared[]> {
  const images = await resolveImages(options.kubernetes);
  const host = await hostFacts();
  const prepareOne = async ({ name, file, scenario, topology }: LoadedScenario): Promise<Prepared> => {
    const config = withProfile(topology.config, scenario.profile, images.kubernetes, host);
    return {
      name,
      file,
      unsupported:
        unreachableLanes(scenario.lanes.filter(isAttemptSpec), networkEntryProblem(host)) ??
        (await unsupportedReason(scenario, environmentOf(host, config), loadFault)),
      scenario,
      cluster: {
        topology,
        profile: scenario.profile,
        config,
        kubernetes: images.kubernetes,
        kind: images.kind,
        nodeImage: images.nodeImage,
        loadBalancerImage: images.loadBalancerImage,
      },
      images,
      seed: options.seed ?? randomInt(2 ** 31),
    };
  };
  return Promise.all(loaded.map((one) => prepareOne(withProfileOf(options, one))));
}

/** The scenario with the profile that the command line asks for, or its own. */
export function withProfileOf({ profile }: ScenarioOptions, loaded: LoadedScenario): LoadedScenario {
  return profile === undefined ? loaded : { ...loaded, scenario: { ...loaded.scenario, profile } };
}

/** Throws UsageError for the first scenario that this machine cannot carry out. */
export function mustBeSupported(prepared: readonly Prepared[]): void {
  for (const { name, unsupported } of prepared) {
    if (unsupported !== undefined) throw new UsageError(`${name}: ${unsupported}`);
  }
}

/** How long a run will likely take, milliseconds. */
export function expectedDurationMs(prepared: Pick<Prepared, "scenario">, reuse: boolean): number {
  const recoveries = prepared.scenario.steps.filter((step) => "recover" in step).length;
  return (reuse ? reuseMs : createMs) + stepsDurationMs(prepared.scenario.steps) + recoveries * recoveryMs;
}
