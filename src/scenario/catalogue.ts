import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Definitions, GuaranteeDefinition } from "../analysis/verdict/guarantee-definition.ts";
import { readTopology } from "../cluster/topology.ts";
import { packageFolder } from "../host/own-package.ts";
import { UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import type { Reporter, SuiteReporter } from "../model/reporter.ts";
import type { TargetDefinition } from "../model/target.ts";
import type { Topology } from "../model/topology.ts";
import type { AnyOperation } from "../probes/operation.ts";
import { unknownName } from "./nearest-names.ts";
import { type CatalogueKind, fileIn, isOwn, namesIn, type Place, places } from "./places.ts";
import type { Known } from "./validation/known.ts";

/** Where the project lies; its package, where it is installed. */
export const projectFolder = packageFolder;

/**
 * The file of a thing, of a user's own or of the library, whether it is there or not. Throws UsageError where a user has
 * two of the name.
 */
export function fileOf(kind: CatalogueKind, name: string): string {
  const all = places(kind);
  const { folder, endings } = all.at(-1) as Place;
  return (
    all.map((place) => fileIn(place, name)).find((file) => file !== undefined) ?? join(folder, `${name}${endings[0]}`)
  );
}

/** The names of everything of a kind that there is, in alphabetical order: one file, one name. */
export function namesOf(kind: CatalogueKind): string[] {
  return [...new Set(places(kind).flatMap(namesIn))].toSorted();
}

/** The kind configuration of a name in kind-configs, or of a file; throws UsageError with the nearest names. */
export function topologyFile(nameOrFile: string): string {
  const isFile = nameOrFile.includes("/") || /\.ya?ml$/.test(nameOrFile);
  const file = isFile ? resolve(nameOrFile) : fileOf("topology", nameOrFile);
  if (existsSync(file)) return file;
  if (isFile) throw new UsageError(`${nameOrFile}: there is no such kind configuration`);
  throw unknownName("topology", nameOrFile, namesOf("topology"));
}

/** The fault of a name; throws UsageError with the nearest names. */
export function loadFault(name: string): Promise<FaultDefinition> {
  return load<FaultDefinition>("fault", name);
}

/** The procedure of a name; throws UsageError with the nearest names. */
export function loadProcedure(name: string): Promise<ProcedureDefinition> {
  return load<ProcedureDefinition>("procedure", name);
}

/** The target of a role; throws UsageError with the nearest names. */
export function loadTarget(role: string): Promise<TargetDefinition> {
  return load<TargetDefinition>("target", role);
}

/** The guarantee of a name; throws UsageError with the nearest names. */
export function loadGuarantee(name: string): Promise<GuaranteeDefinition> {
  return load<GuaranteeDefinition>("guarantee", name);
}

/** All guarantees by their names. */
export async function loadGuarantees(): Promise<Definitions> {
  const names = namesOf("guarantee");
  return new Map(await Promise.all(names.map(async (name) => [name, await loadGuarantee(name)] as const)));
}

/** All operations by their names. */
export async function loadOperations(): Promise<ReadonlyMap<string, AnyOperation>> {
  const names = namesOf("operation");
  return new Map(
    await Promise.all(names.map(async (name) => [name, await load<AnyOperation>("operation", name)] as const)),
  );
}

/**
 * All reporters: the files in src/report. One that cannot be loaded throws when it is asked to render, as any that is
 * broken.
 */
export function loadReporters(): Promise<Reporter[]> {
  return Promise.all(namesOf("reporter").map((name) => load<Reporter>("reporter", name).catch(brokenReporter(name))));
}

/** All reporters of several runs at once: the files in src/report/suite; broken ones as above. */
export function loadSuiteReporters(): Promise<SuiteReporter[]> {
  const kind = "suite-reporter";
  return Promise.all(namesOf(kind).map((name) => load<SuiteReporter>(kind, name).catch(brokenReporter(name))));
}

function brokenReporter(name: string): (error: unknown) => Reporter & SuiteReporter {
  return (error) => ({
    file: `${name}.ts`,
    summary: "cannot be loaded",
    render: () => {
      throw error;
    },
  });
}

/**
 * Reads everything that a scenario may name; throws UsageError with file and line for a topology of the library that is
 * none. One of a user's own that is none is left out, until somebody names it: other tools have files in such folders.
 */
export async function known(): Promise<Known> {
  const all = async <Type>(kind: CatalogueKind) =>
    new Map(await Promise.all(namesOf(kind).map(async (name) => [name, await load<Type>(kind, name)] as const)));
  return {
    faults: await all<FaultDefinition>("fault"),
    procedures: await all<ProcedureDefinition>("procedure"),
    targets: await all<TargetDefinition>("target"),
    guarantees: await all<GuaranteeDefinition>("guarantee"),
    operations: await all<AnyOperation>("operation"),
    topologies: new Map(namesOf("topology").flatMap((name) => readable(name).map((topology) => [name, topology]))),
  };
}

function readable(name: string): Topology[] {
  const file = topologyFile(name);
  try {
    return [readTopology(file)];
  } catch (error) {
    if (error instanceof UsageError && isOwn("topology", file)) return [];
    throw error;
  }
}

async function load<Type>(kind: CatalogueKind, name: string): Promise<Type> {
  if (!namesOf(kind).includes(name)) throw unknownName(kind, name, namesOf(kind));
  const value = await importDefault<Type>(kind, name);
  if (value === undefined) throw new Error(`${fileOf(kind, name)} has no default export`);
  return value;
}

async function importDefault<Type>(kind: CatalogueKind, name: string): Promise<Type | undefined> {
  const module: { default?: Type } = await import(pathToFileURL(fileOf(kind, name)).href);
  return module.default;
}
