import { type ReadConfig, readConfig } from "../config/config-file.ts";
import { withOwnLimits } from "../config/own-limits.ts";
import { settingOf, settings } from "../config/settings.ts";
import { UsageError } from "../model/errors.ts";
import { known } from "../scenario/catalogue.ts";
import { type LoadedScenario, loadScenarios } from "../scenario/load-scenario.ts";
import { withProfileOf } from "../scenario/prepare.ts";
import type { ScenarioOptions } from "../scenario/scenario-options.ts";
import { chooseFor, pinnedImages } from "../setup/images/pinned-images.ts";
import type { Chosen } from "../setup/versions/image-choice.ts";

/** What a person says of an upgrade. */
export interface GateOptions extends Pick<ScenarioOptions, "topology" | "profile" | "overrideTimings" | "afterCreate"> {
  readonly from?: string;
  readonly to?: string;
  readonly fromConfig?: string;
  readonly toConfig?: string;
  readonly scenarios?: readonly string[];
  readonly mixed?: readonly string[];
  readonly kind?: string;
  /** The config file that was named; false: none is read. */
  readonly config?: string | false;
}

/** One side of a change: the cluster as it is, or as it is to be. */
export interface GateSide {
  /** What runs there, all of one topology and profile. */
  readonly scenarios: readonly LoadedScenario[];
  readonly options: ScenarioOptions;
  readonly chosen: Chosen;
}

/** A side before its scenarios are known. */
export interface SideFile {
  readonly options: ScenarioOptions;
  /** Whose limits of a person's own hold there. */
  readonly read: ReadConfig | undefined;
}

/** Settings of a config file that say what a cluster is, by the names that `ScenarioOptions` has, too. */
const ofCluster = ["topology", "profile", "overrideTimings", "kubernetes", "image", "kind", "afterCreate"] as const;

const examples = { from: "1.36", to: "1.37" } as const;

/** What a side's cluster is made of: its config file wins over what was asked for both, a version over its file. */
export async function fileOf(
  side: "from" | "to",
  options: GateOptions,
  shared: ReadConfig | undefined,
): Promise<SideFile> {
  const { topology = "ha-3cp-3w", profile, overrideTimings, afterCreate, kind, config } = options;
  const file = side === "from" ? options.fromConfig : options.toConfig;
  const read = file === undefined ? undefined : await readConfig(file, `--${side}-config`);
  // Of both sides alike a file says everything but what they are made of: that is what the cluster has now.
  const now = side === "from" && shared !== undefined ? settingsOf(shared, ["kubernetes", "image"]) : {};
  const chosen = {
    ...{ topology, profile, overrideTimings, afterCreate, kind, config },
    ...(options[side] === undefined ? now : {}),
    ...(read === undefined ? {} : settingsOf(read, ofCluster)),
    ...(options[side] === undefined ? {} : { kubernetes: options[side] }),
  };
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  return { options: Object.fromEntries(given), read: read?.config.limits === undefined ? shared : read };
}

/** A side with its scenarios; throws UsageError where its version is not said, or said twice. */
export async function sideOf(
  side: "from" | "to",
  file: SideFile,
  names: readonly string[],
  asked: GateOptions,
): Promise<GateSide> {
  const loaded = await load(names, file);
  const [first] = loaded as [LoadedScenario];
  const { config } = first.topology;
  const [pinned] = pinnedImages(config);
  if (pinned !== undefined && asked[side] !== undefined)
    throw new UsageError(
      `--${side} ${asked[side]}: the kind file pins its node image (${pinned}): leave --${side} out, and name the other version's kind file in a file of --${side === "to" ? "from" : "to"}-config`,
    );
  const { kubernetes, image } = file.options;
  if (pinned === undefined && kubernetes === undefined && image === undefined)
    throw new UsageError(`upgrade: ${side} which version? Name it, for example --${side} ${examples[side]}`);
  const options = { ...file.options, profile: first.scenario.profile };
  return {
    scenarios: loaded.map((one) => withProfileOf(options, one)),
    options,
    chosen: chooseFor(config, options),
  };
}

function settingsOf(read: ReadConfig, names: readonly string[]): Readonly<Record<string, unknown>> {
  const wanted = settings.filter(({ option }) => names.includes(option));
  return Object.fromEntries(wanted.map((setting) => [setting.option, settingOf(read, setting)] as const));
}

/** Scenarios of a side, with the limits that its config file sets. */
export async function load(names: readonly string[], { options, read }: SideFile): Promise<LoadedScenario[]> {
  const loaded = await withOwnLimits(await loadScenarios(names, known(), options.topology), read);
  return loaded.map((one) => withProfileOf(options, one));
}
