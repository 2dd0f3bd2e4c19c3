import { type Command, InvalidArgumentError } from "commander";
import { UsageError } from "../model/errors.ts";
import type { ShardChoice } from "../model/shard.ts";
import { tagNames } from "../model/tags.ts";
import { known, topologyFile } from "../scenario/catalogue.ts";
import type { Change, LoadedScenario } from "../scenario/load-scenario.ts";
import { loadScenarios, ofDifferentNames } from "../scenario/load-scenario.ts";
import { unknownName } from "../scenario/nearest-names.ts";
import { missingCures } from "../scenario/pairs.ts";
import { type AppOptions, hasApp } from "./app-option.ts";
import type { ConfigOptions } from "./config-option.ts";
import { wholeNumber } from "./scenario-options.ts";

/** What a person chooses scenarios by. */
export interface Choice {
  readonly all?: boolean;
  readonly tag?: readonly string[];
  /** With names: on what they run. Without: whose scenarios are chosen. */
  readonly topology?: string;
}

/** Whether the cures of what is chosen are run, too, and whether the call is cut into shards or has several versions. */
export interface Pairing {
  readonly withCure?: boolean;
  readonly shard?: ShardChoice;
  readonly versions?: readonly string[];
}

/** Adds the options that choose scenarios where none is named. */
export function addChoiceOptions(command: Command): Command {
  return command
    .option("--all", "all scenarios, of the library and your own")
    .option("--tag <tag>", "all scenarios with this tag; may be given several times, any of them counts", gather);
}

/** Adds `--with-cure`. */
export function addCureOption(command: Command): Command {
  return command.option(
    "--with-cure",
    "the scenarios that show the set-up without the single point of failure as well, and both side by side (cures.html)",
  );
}

/** A thousand of the shortest take half a day. */
const mostRepetitions = 1_000;

/** A number of repetitions from the command line. */
export function repetitions(text: string): number {
  const value = wholeNumber(text);
  if (value > mostRepetitions) throw new InvalidArgumentError(`at most ${mostRepetitions} are run in one call`);
  if (value === 0) throw new InvalidArgumentError("at least 1 is expected: how many times each scenario is run");
  return value;
}

/** Whether the scenarios are named one by one; throws UsageError where nothing is chosen, or both ways at once. */
export function isNamed(names: readonly string[], { all, tag, topology }: Choice): boolean {
  const byTraits = all === true || tag !== undefined;
  if (names.length > 0 && byTraits) {
    throw new UsageError("name scenarios, or choose them with --all or --tag, not both at once");
  }
  if (names.length === 0 && !byTraits && topology === undefined) {
    throw new UsageError(
      'no scenario is chosen: name some ("npx kind-chaos list" shows them), or use --all, --tag or --topology',
    );
  }
  return names.length > 0;
}

/**
 * Scenarios with the cures that they name, where these are asked for, each once and at the end, on the topology of its
 * own. Throws UsageError where none names one, where a person's own is called like one, where all are to run on one
 * topology or with one application, and where a shard may have one side of a pair, or the sides would be of several
 * versions.
 */
export async function withCures(
  loaded: LoadedScenario[],
  options: Choice & Pairing & AppOptions & ConfigOptions,
): Promise<LoadedScenario[]> {
  const { withCure, topology, shard, versions, configured } = options;
  if (withCure !== true) return loaded;
  if (shard !== undefined)
    throw new UsageError("--with-cure: the shards of a call may part a scenario from its cure: leave out --shard");
  if (versions !== undefined)
    throw new UsageError(
      "--with-cure: both sides are of one version of Kubernetes: --kubernetes instead of --versions",
    );
  // Most cures are in the shape of the built-in workload, which an application replaces.
  if (hasApp(options))
    throw new UsageError(
      "--with-cure: an application of yours would be the same on both sides: leave out --app and --app-namespace",
    );
  if (topology !== undefined) {
    const { file, config } = configured?.read ?? {};
    const said = config?.run?.topology === undefined ? "" : `, or what ${file} says with --no-config`;
    const why = "a scenario and its cure each run on a topology of their own";
    throw new UsageError(`--with-cure: ${why}: leave out --topology${said}`);
  }
  const missing = missingCures(loaded);
  return missing.length === 0 ? loaded : ofDifferentNames([...loaded, ...(await loadScenarios(missing, known()))]);
}

/** The scenarios of the library that fit; throws UsageError for an unknown tag or topology, and where none fits. */
export async function chooseScenarios(choice: Choice, change?: Change): Promise<LoadedScenario[]> {
  const fitting = filterScenarios(await loadScenarios([], known()), choice);
  const files = fitting.map(({ file }) => file);
  // Only those that are chosen must be such that they can be changed.
  const chosen =
    change === undefined || files.length === 0 ? fitting : await loadScenarios(files, known(), undefined, change);
  if (chosen.length > 0) return chosen;
  const wanted = [
    choice.topology === undefined ? [] : [`the topology ${choice.topology}`],
    choice.tag === undefined ? [] : [`the tag ${choice.tag.join(" or ")}`],
  ].flat();
  throw new UsageError(`no scenario has ${wanted.join(" and ")}: "npx kind-chaos list" shows what there is`);
}

/** Those of some scenarios that have one of the tags and the topology, where these are given. */
export function filterScenarios(scenarios: readonly LoadedScenario[], { tag, topology }: Choice): LoadedScenario[] {
  for (const one of tag ?? [])
    if (!(tagNames as readonly string[]).includes(one)) throw unknownName("tag", one, tagNames);
  const file = topology === undefined ? undefined : topologyFile(topology);
  return scenarios.filter(
    (loaded) =>
      (tag === undefined || loaded.scenario.tags.some((one) => tag.includes(one))) &&
      (file === undefined || loaded.topology.file === file),
  );
}

function gather(tag: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), tag];
}
