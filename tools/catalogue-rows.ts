import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FaultWords } from "../src/model/fault.ts";
import { known, projectFolder } from "../src/scenario/catalogue.ts";
import type { LoadedScenario } from "../src/scenario/load-scenario.ts";
import { loadScenarios } from "../src/scenario/load-scenario.ts";

/** One thing of the catalogue: its name, and one line of what it is. */
export interface CatalogueRow {
  readonly name: string;
  readonly summary: string;
}

/** Everything that there is, by kind; what the catalogue's page shows. */
export interface CatalogueRows {
  readonly scenarios: readonly LoadedScenario[];
  readonly faults: readonly (FaultWords & { readonly name: string })[];
  readonly targets: readonly CatalogueRow[];
  readonly procedures: readonly CatalogueRow[];
  readonly operations: readonly CatalogueRow[];
  readonly guarantees: readonly CatalogueRow[];
  readonly topologies: readonly CatalogueRow[];
  readonly reporters: readonly CatalogueRow[];
  readonly suiteReporters: readonly CatalogueRow[];
}

/** Reads the catalogue from the project's folders; a thing without a summary has an empty one. */
export async function readCatalogue(): Promise<CatalogueRows> {
  const all = await known();
  return {
    scenarios: await loadScenarios([], all),
    faults: [...all.faults.values()],
    targets: await rowsOf("src/targets/roles"),
    procedures: await rowsOf("src/procedures"),
    operations: await rowsOf("src/probes/operations"),
    guarantees: await rowsOf("src/guarantees"),
    topologies: topologyRows(),
    reporters: await rowsOf("src/report"),
    suiteReporters: await rowsOf("src/report/suite"),
  };
}

/** The definitions of a folder, as their files' default exports say. */
async function rowsOf(folder: string): Promise<CatalogueRow[]> {
  const rows = filesOf(folder, ".ts").map(async (file) => {
    const module: { default?: { file?: string; summary?: string } } = await import(pathToFileURL(file).href);
    if (module.default === undefined) return [];
    const { summary = firstSentence(readFileSync(file, "utf8")) } = module.default;
    return [{ name: module.default.file ?? basename(file, ".ts"), summary }];
  });
  return (await Promise.all(rows)).flat();
}

function topologyRows(): CatalogueRow[] {
  return filesOf("kind-configs", ".yaml").map((file) => ({
    name: basename(file, ".yaml"),
    summary: firstSentence(readFileSync(file, "utf8")),
  }));
}

function filesOf(folder: string, ending: string): string[] {
  const path = join(projectFolder, folder);
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(path, entry.name))
    .toSorted();
}

/**
 * The first sentence of the comment at a file's head, without the word that begins it ("Breaks: …"); empty where there
 * is none.
 */
function firstSentence(text: string): string {
  const head = /^(?:(?:#|\/\/).*\n)+/.exec(text)?.[0] ?? "";
  const words = head.replaceAll(/^(?:#|\/\/) ?/gm, "").replaceAll("\n", " ");
  return /^(?:\w+: )?(.*?[^.])(?:\. |\.? ?$)/.exec(words)?.[1] ?? "";
}
