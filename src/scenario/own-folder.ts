import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageFolder } from "../host/own-package.ts";
import { messageOf, UsageError } from "../model/errors.ts";

/** A file that a folder of scenarios begins with. */
export interface FirstFile {
  /** Below the folder. */
  readonly path: string;
  readonly text: string;
}

/** What became of a file: one that was there is left as it is. */
export interface FirstFileResult {
  readonly path: string;
  readonly state: "written" | "kept";
}

/** What a folder of one's own scenarios begins with: the files of template/, and those that no package can carry. */
export function firstFiles(version: string): FirstFile[] {
  const template = join(packageFolder, "template");
  const copied = readdirSync(template, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({ path: file.slice(template.length + 1), text: readFileSync(file, "utf8") }));
  const own = {
    private: true,
    type: "module",
    scripts: { chaos: "kind-chaos" },
    devDependencies: { "kind-chaos": version },
  };
  return [
    ...copied,
    { path: "package.json", text: `${JSON.stringify(own, null, 2)}\n` },
    { path: ".gitignore", text: "node_modules/\nreports/\n" },
  ].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes files into a folder, never over one that is there. Throws UsageError where one cannot be written. */
export function writeFirstFiles(folder: string, files: readonly FirstFile[]): FirstFileResult[] {
  return files.map(({ path, text }) => ({ path, state: writeNew(join(folder, path), text) }));
}

function writeNew(file: string, text: string): FirstFileResult["state"] {
  try {
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return "kept";
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
    return "written";
  } catch (cause) {
    throw new UsageError(`${file}: cannot be written: ${messageOf(cause)}`, { cause });
  }
}
