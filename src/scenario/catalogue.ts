import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Definitions } from "../analysis/verdict/judge.ts";
import { UsageError } from "../model/errors.ts";
import type { FaultDefinition } from "../model/fault.ts";
import type { GuaranteeDefinition } from "../model/guarantee.ts";
import type { ProcedureDefinition } from "../model/procedure.ts";
import type { Reporter } from "../model/report.ts";
import type { Scenario } from "../model/scenario.ts";
import type { SuiteReporter } from "../model/suite.ts";
import type { TargetDefinition } from "../model/target.ts";
import type { AnyOperation } from "../probes/operation.ts";
import { unknownName } from "./nearest-names.ts";
import { importScenario } from "./scenario-file.ts";
import { type Known, validateScenario } from "./validate-scenario.ts";

/** Where the project lies. */
export const projectFolder = resolve(import.meta.dirname, "../..");

const folders = {
  scenario: join(projectFolder, "scenarios"),
  topology: join(projectFolder, "kind-configs"),
  fault: join(projectFolder, "src/faults"),
  procedure: join(projectFolder, "src/procedures"),
  target: join(projectFolder, "src/targets/roles"),
  guarantee: join(projectFolder, "src/guarantees"),
  operation: join(projectFolder, "src/probes/operations"),
  reporter: join(projectFolder, "src/report"),
  "suite-reporter": join(projectFolder, "src/report/suite"),
} as const;

/** What is found by walking a folder. */
export type CatalogueKind = keyof typeof folders;

/** A scenario with the name that it is called by. */
export interface LoadedScenario {
  readonly name: string;
  readonly file: string;
  readonly scenario: Scenario;
}

/** The names of everything of a kind that there is, in alphabetical order: one file, one name. */
export function namesOf(kind: CatalogueKind): string[] {
  const ending = kind === "topology" ? ".yaml" : ".ts";
  return readdirSync(folders[kind], { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => basename(entry.name, ending))
    .toSorted();
}

/**
 * Loads a scenario by its name or by its file (anything with a slash or ".ts") and checks that all it names exists and fits its topology, or
 * another one that is given. Throws UsageError with the nearest names, or with file, line where it can be told, and reason.
 */
export async function loadScenario(nameOrFile: string, topology?: string): Promise<LoadedScenario> {
  const isFile = nameOrFile.includes("/") || nameOrFile.endsWith(".ts");
  const file = isFile ? resolve(nameOrFile) : join(folders.scenario, `${nameOrFile}.ts`);
  if (!existsSync(file)) {
    throw isFile
      ? new UsageError(`${nameOrFile}: there is no such scenario file`)
      : unknownName("scenario", nameOrFile, namesOf("scenario"));
  }
  const own = await importScenario(file);
  const scenario = validateScenario({ ...own, topology: topology ?? own.topology }, file, await known());
  return { name: basename(file, ".ts"), file, scenario };
}

/** The kind configuration of a name in kind-configs, or of a file; throws UsageError with the nearest names. */
export function topologyFile(nameOrFile: string): string {
  const isFile = nameOrFile.includes("/") || /\.ya?ml$/.test(nameOrFile);
  const file = isFile ? resolve(nameOrFile) : join(folders.topology, `${nameOrFile}.yaml`);
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

/** All reporters: the files in src/report that have a default export. */
export function loadReporters(): Promise<Reporter[]> {
  return loadDefaults<Reporter>("reporter");
}

/** All reporters of several runs at once: the files in src/report/suite that have a default export. */
export function loadSuiteReporters(): Promise<SuiteReporter[]> {
  return loadDefaults<SuiteReporter>("suite-reporter");
}

/** Everything that a scenario may name. */
export async function known(): Promise<Known> {
  const all = async <Type>(kind: CatalogueKind) =>
    new Map(await Promise.all(namesOf(kind).map(async (name) => [name, await load<Type>(kind, name)] as const)));
  return {
    faults: await all<FaultDefinition>("fault"),
    procedures: await all<ProcedureDefinition>("procedure"),
    targets: await all<TargetDefinition>("target"),
    guarantees: await all<GuaranteeDefinition>("guarantee"),
    operations: await all<AnyOperation>("operation"),
    topologyFile,
  };
}

async function load<Type>(kind: CatalogueKind, name: string): Promise<Type> {
  if (!namesOf(kind).includes(name)) throw unknownName(kind, name, namesOf(kind));
  const value = await importDefault<Type>(kind, name);
  if (value === undefined) throw new Error(`${folders[kind]}/${name}.ts has no default export`);
  return value;
}

async function loadDefaults<Type>(kind: CatalogueKind): Promise<Type[]> {
  const modules = await Promise.all(namesOf(kind).map((name) => importDefault<Type>(kind, name)));
  return modules.filter((value) => value !== undefined);
}

async function importDefault<Type>(kind: CatalogueKind, name: string): Promise<Type | undefined> {
  const module: { default?: Type } = await import(pathToFileURL(join(folders[kind], `${name}.ts`)).href);
  return module.default;
}
