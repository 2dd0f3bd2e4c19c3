import { existsSync, realpathSync } from "node:fs";
import { basename, extname, relative, resolve } from "node:path";
import { readTopology } from "../cluster/topology.ts";
import { UsageError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { withOwnFiles } from "./application/application-files.ts";
import { fileOf, namesOf, topologyFile } from "./catalogue.ts";
import { unknownName } from "./nearest-names.ts";
import { importScenario } from "./scenario-file.ts";
import { isScenarioFile, isYaml } from "./scenario-word.ts";
import { inFile, validateScenario } from "./validate-scenario.ts";
import { checkCure } from "./validation/cure.ts";
import type { Known } from "./validation/known.ts";
import { at } from "./validation/place.ts";
import { inYaml, readScenarioYaml } from "./yaml/read-scenario-yaml.ts";

/** A scenario with the name that it is called by, and the topology that it was checked against. */
export interface LoadedScenario {
  readonly name: string;
  readonly file: string;
  readonly scenario: Scenario;
  readonly topology: Topology;
}

/** What is made of a scenario before it is checked: an application of a person's own put in the place of its workload. */
export type Change = (scenario: Scenario, topology: Topology, known: Known) => Scenario;

/** Everything that there is, or that it is being loaded: scenarios are imported meanwhile, in a process of their own. */
type Loading = Known | Promise<Known>;

/**
 * Loads a scenario by its name or by its file (anything with a slash, ".ts" or ".yaml") and checks that all it names
 * exists and fits its topology, or another one that is given, by its name or file or as it is. Throws UsageError with the nearest names, or with file,
 * line where it can be told, and reason.
 */
export async function loadScenario(
  nameOrFile: string,
  known: Loading,
  topology?: string | Topology,
  change: Change = (scenario) => scenario,
): Promise<LoadedScenario> {
  const isFile = isScenarioFile(nameOrFile);
  const file = isFile ? resolve(nameOrFile) : fileOf("scenario", nameOrFile);
  if (!existsSync(file)) {
    throw isFile
      ? new UsageError(`${nameOrFile}: there is no such scenario file`)
      : unknownName("scenario", nameOrFile, namesOf("scenario"));
  }
  const check = (own: Scenario, all: Known): LoadedScenario => {
    const wanted = topology ?? own.topology;
    checkCure(own, nameOf(file));
    const carrier = at("topology", () => (typeof wanted === "string" ? topologyOf(wanted, all) : wanted));
    const topologyName = typeof wanted === "string" ? wanted : wanted.name;
    const changed = change({ ...withOwnFiles(own, file), topology: topologyName }, carrier, all);
    const scenario = validateScenario(changed, carrier, all);
    return { name: nameOf(file), file, scenario, topology: carrier };
  };
  if (isYaml(file)) {
    const all = await known;
    const read = readScenarioYaml(file, all);
    return inYaml(read, () => check(read.scenario, all));
  }
  const own = await importScenario(file);
  const all = await known;
  return inFile(file, () => check(own, all));
}

/**
 * Loads scenarios by their names or files, all that there are where none is named; throws as loadScenario does, and
 * UsageError for two files of one name.
 */
export async function loadScenarios(
  namesOrFiles: readonly string[],
  known: Loading,
  topology?: string | Topology,
  change?: Change,
): Promise<LoadedScenario[]> {
  const wanted = namesOrFiles.length > 0 ? namesOrFiles : namesOf("scenario");
  return ofDifferentNames(await Promise.all(wanted.map((name) => loadScenario(name, known, topology, change))));
}

/**
 * The scenarios of one call; throws UsageError for two files of one name. Results are known by the name: the second would
 * count as a repetition of the first.
 */
export function ofDifferentNames(loaded: LoadedScenario[]): LoadedScenario[] {
  for (const { name, file } of loaded) {
    const other = loaded.find((one) => one.name === name && realpathSync(one.file) !== realpathSync(file));
    if (other !== undefined)
      throw new UsageError(`${shown(file)} and ${shown(other.file)}: both are called ${name}, rename one`);
  }
  return loaded;
}

/** All scenarios that can be loaded: a person's own that is none is told to who names it. */
export async function loadableScenarios(known: Loading): Promise<LoadedScenario[]> {
  const loaded = await Promise.allSettled(namesOf("scenario").map((name) => loadScenario(name, known)));
  return loaded.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

function topologyOf(nameOrFile: string, { topologies }: Known): Topology {
  return topologies.get(nameOrFile) ?? readTopology(topologyFile(nameOrFile));
}

function nameOf(file: string): string {
  return basename(file, extname(file));
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}
