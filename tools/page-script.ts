import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname, join, relative } from "node:path";
import { projectFolder } from "../src/scenario/catalogue.ts";

/** Packages whose own script stands in the page before this one, with the global that each makes. */
const globals: Readonly<Record<string, string>> = { uplot: "uPlot" };

const entry = join(projectFolder, "src/report/page/client/dom/entry.ts");

/**
 * The script of the page: TypeScript of src/report/page/client and all that it imports, without types, as one text that
 * needs no modules. It is made when documents are, so that a page is the same whatever Node renders it. Throws where a
 * file has a form of import or export that is not foreseen.
 */
export function pageScript(): string {
  const modules = new Map<string, string>();
  add(entry, modules);
  const names = new Map([...modules.keys()].map((file, index) => [file, `m${index}`]));
  const parts = [...modules].map(([file, source]) => moduleText(file, source, names));
  return `(() => {\n"use strict";\n${parts.join("")}})();\n`;
}

/** Adds a file after all that it imports. */
function add(file: string, modules: Map<string, string>): void {
  if (modules.has(file)) return;
  const source = strippedSource(file);
  for (const [, , specifier = ""] of source.matchAll(importForm))
    if (specifier.startsWith(".")) add(join(dirname(file), specifier), modules);
  modules.set(file, source);
}

const importForm = /^import (\{[^}]*\}|\w+) from "([^"]+)";$/gm;
const exportForm = /^export ((?:async )?function|const|class) (\w+)/gm;

function moduleText(file: string, source: string, names: ReadonlyMap<string, string>): string {
  const exported = [...source.matchAll(exportForm)].map(([, , name]) => name);
  const body = source
    .replaceAll(importForm, (_, what: string, specifier: string) => {
      if (globals[specifier] === what) return "";
      const name = names.get(join(dirname(file), specifier));
      if (name === undefined || !what.startsWith("{")) throw new Error(`${file}: import of ${what} from ${specifier}`);
      return `const ${what.replaceAll(" as ", ": ")} = ${name};`;
    })
    .replaceAll(exportForm, "$1 $2");
  const other = /^(?:import|export)\b.*/m.exec(body)?.[0];
  if (other !== undefined)
    throw new Error(`${relative(projectFolder, file)}: the page's script cannot have "${other}"`);
  return `const ${names.get(file)} = (() => {\n${body}return { ${exported.join(", ")} };\n})();\n`;
}

/** A file without types, comments that document, and the blanks that both leave. */
function strippedSource(file: string): string {
  const typed = readFileSync(file, "utf8");
  const blanked = stripTypeScriptTypes(typed);
  if (typed.includes("\0") || blanked.length !== typed.length)
    throw new Error(`${file}: its types cannot be taken off`);
  let text = "";
  for (let at = 0; at < blanked.length; at += 1) {
    const wasType = blanked[at] === " " && typed[at] !== " ";
    if (!(wasType || (blanked[at] === " " && text.endsWith("\0")))) text += blanked[at];
    else if (!text.endsWith("\0")) text += "\0";
  }
  return text
    .replaceAll(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "")
    .replaceAll(/^\s*\/\/.*\n/gm, "")
    .replaceAll(/\0/g, "")
    .replaceAll(/^[ ]+|[ ]+$/gm, "")
    .replaceAll(/\n{2,}/g, "\n")
    .replace(/^\n/, "");
}
