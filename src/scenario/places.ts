import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isFolder } from "../host/is-folder.ts";
import { codeEnding, packageFolder } from "../host/own-package.ts";
import { UsageError } from "../model/errors.ts";

const code = resolve(import.meta.dirname, "..");

const folders = {
  scenario: join(code, "../scenarios"),
  topology: join(packageFolder, "kind-configs"),
  fault: join(code, "faults"),
  procedure: join(code, "procedures"),
  target: join(code, "targets/roles"),
  guarantee: join(code, "guarantees"),
  operation: join(code, "probes/operations"),
  reporter: join(code, "report"),
  "suite-reporter": join(code, "report/suite"),
} as const;

/** What is found by walking a folder. */
export type CatalogueKind = keyof typeof folders;

/** Folders of a user's own, where the command is called; what is in them goes before the library's of the same name. */
const ownFolders: { readonly [kind in CatalogueKind]?: string } = { scenario: "scenarios", topology: "kind-configs" };

/** Whether a scenario or a topology is of a user's own: its file is not in the library. */
export function isOwn(kind: CatalogueKind, file: string): boolean {
  return dirname(resolve(file)) !== folders[kind];
}

/** A folder in which things of a kind are found, and how their files may end. */
export interface Place {
  readonly folder: string;
  readonly endings: readonly string[];
}

/** Where things of a kind are looked for, in this order. */
export function places(kind: CatalogueKind): Place[] {
  const library = libraryPlace(kind);
  const folder = resolve(ownFolders[kind] ?? library.folder);
  // Nobody compiles a user's own files: Node takes their types off.
  const own = { folder, endings: kind === "topology" ? [".yaml"] : [".ts", ".yaml"] };
  return folder === library.folder || isFolder(folder) !== true ? [library] : [own, library];
}

function libraryPlace(kind: CatalogueKind): Place {
  return { folder: folders[kind], endings: kind === "topology" ? [".yaml"] : [codeEnding] };
}

/**
 * The names of what is found in a place. Names of code have no dot: "a.test.ts" and "a.d.ts" are something else; so is
 * what begins with one, as an editor's locks do.
 */
export function namesIn({ folder, endings }: Place): string[] {
  const files = readdirSync(folder).filter((file) => !file.startsWith("."));
  return endings.flatMap((ending) =>
    files
      .filter((file) => file.endsWith(ending) && isFile(join(folder, file)))
      .map((file) => basename(file, ending))
      .filter((name) => ending === ".yaml" || !name.includes(".")),
  );
}

/** Whether a file is there, also by a link; a folder is none, nor a link that leads nowhere. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The names of what the library brings, in alphabetical order; the user's own are not among them. */
export function libraryNames(kind: CatalogueKind): string[] {
  return namesIn(libraryPlace(kind)).toSorted();
}

/** The file of a name in a place; undefined where there is none. Throws UsageError where there are two. */
export function fileIn({ folder, endings }: Place, name: string): string | undefined {
  const [file, other] = endings.map((ending) => join(folder, `${name}${ending}`)).filter(isFile);
  if (other !== undefined) throw new UsageError(`${file} and ${basename(other)}: both are called ${name}, rename one`);
  return file;
}
