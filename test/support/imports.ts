import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/**
 * What a source file imports: other files of the project by their paths, packages and Node's own modules by their
 * names.
 */
export interface Imports {
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

const specifier = /^(?:import|export)\b[^"'`;]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;

/**
 * The imports of a TypeScript text that stands in a file, type-only and dynamic ones included; "node" stands for all of
 * Node's modules.
 */
export function importsIn(text: string, file: string): Imports {
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  const names = [...code.matchAll(specifier)].map(([, named, bare, later]) => named ?? bare ?? later ?? "");
  const files = names.filter((name) => name.startsWith(".")).map((name) => normalize(join(dirname(file), name)));
  const packages = names.filter((name) => !name.startsWith(".")).map(packageOf);
  return { files: [...new Set(files)], packages: [...new Set(packages)] };
}

function packageOf(name: string): string {
  if (name.startsWith("node:")) return "node";
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The imports of every TypeScript and JavaScript file below a folder, by the files' paths from the project's folder. */
export function importsBelow(projectFolder: string, folder: string): Map<string, Imports> {
  const entries = readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" });
  const files = entries.filter((entry) => /\.m?[tj]s$/.test(entry)).map((entry) => join(folder, entry));
  return new Map(files.map((file) => [file, importsIn(readFileSync(join(projectFolder, file), "utf8"), file)]));
}

/** The circles among files or rooms, each as its members in the order of their imports. */
export function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]) => {
    const at = path.indexOf(node);
    if (at >= 0) circles.push([...path.slice(at), node]);
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}
