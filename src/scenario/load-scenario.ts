import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { readTopology } from "../cluster/topology.ts";
import { UsageError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { fileOf, namesOf, topologyFile } from "./catalogue.ts";
import { unknownName } from "./nearest-names.ts";
import { importScenario } from "./scenario-file.ts";
import { inFile, validateScenario } from "./validate-scenario.ts";
import type { Known } from "./validation/known.ts";
import { at } from "./validation/place.ts";

/** A scenario with the name that it is called by, and the topology that it was checked against. */
export interface LoadedScenario {
  readonly name: string;
  readonly file: string;
  readonly scenario: Scenario;
  readonly topology: Topology;
}

/** Everything that there is, or that it is being loaded: scenarios are imported meanwhile, in a process of their own. */
type Loading = Known | Promise<Known>;

/**
 * Loads a scenario by its name or by its file (anything with a slash or ".ts") and checks that all it names exists and
 * fits its topology, or another one that is given. Throws UsageError with the nearest names, or with file, line where
 * it can be told, and reason.
 */
export async function loadScenario(nameOrFile: string, known: Loading, topology?: string): Promise<LoadedScenario> {
  const isFile = nameOrFile.includes("/") || nameOrFile.endsWith(".ts");
  const file = isFile ? resolve(nameOrFile) : fileOf("scenario", nameOrFile);
  if (!existsSync(file)) {
    throw isFile
      ? new UsageError(`${nameOrFile}: there is no such scenario file`)
      : unknownName("scenario", nameOrFile, namesOf("scenario"));
  }
  const own = await importScenario(file);
  const all = await known;
  const wanted = topology ?? own.topology;
  return inFile(file, () => {
    const carrier = at("topology", () => all.topologies.get(wanted) ?? readTopology(topologyFile(wanted)));
    const scenario = validateScenario({ ...own, topology: wanted }, carrier, all);
    return { name: basename(file, ".ts"), file, scenario, topology: carrier };
  });
}

/** Loads scenarios by their names or files, all of the library where none is named; throws as loadScenario does. */
export function loadScenarios(
  namesOrFiles: readonly string[],
  known: Loading,
  topology?: string,
): Promise<LoadedScenario[]> {
  const wanted = namesOrFiles.length > 0 ? namesOrFiles : namesOf("scenario");
  return Promise.all(wanted.map((name) => loadScenario(name, known, topology)));
}
