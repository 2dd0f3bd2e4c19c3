import { relative } from "node:path";
import { fileOf } from "./catalogue.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import type { ScenarioOptions } from "./scenario-options.ts";

/**
 * The arguments that make a run again: the scenario by its name, or by its file where it is a person's own, what was
 * asked for as it was given, the config file where one was named, and the version and the seed that were chosen.
 */
export function repeatArguments(
  { name, file, scenario }: Pick<LoadedScenario, "name" | "file" | "scenario">,
  options: ScenarioOptions,
  chosen: { readonly kubernetes: string; readonly seed: number },
): string[] {
  const { topology, overrideTimings, afterCreate, image, kubernetes, kind, config } = options;
  const { existing, appArguments = [] } = options;
  const theirs = existing && { cluster: existing.name, "i-own-this-cluster": existing.name, seed: `${chosen.seed}` };
  const valued = theirs ?? {
    topology,
    profile: scenario.profile,
    "after-create": afterCreate,
    image,
    // An image has its own version, but where a person says it.
    kubernetes: image === undefined ? chosen.kubernetes : kubernetes,
    kind,
    seed: `${chosen.seed}`,
  };
  return [
    file === fileOf("scenario", name) ? name : relative(process.cwd(), file),
    ...(config === undefined ? [] : config === false ? ["--no-config"] : ["--config", config]),
    ...(overrideTimings === true ? ["--override-timings"] : []),
    ...appArguments,
    ...Object.entries(valued).flatMap(([option, value]) => (value === undefined ? [] : [`--${option}`, value])),
  ];
}
