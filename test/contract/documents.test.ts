import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { Command } from "commander";
import { beforeAll, describe, expect, it } from "vitest";
import type { Scenario } from "../../src/model/scenario.ts";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { runParts } from "../../tools/image/run-line.ts";
import { type Document, exists, parseDocument, readDocument, readDocuments } from "../support/documents.ts";

const widest = 100;
const documents = readDocuments();
const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(projectFolder, "package.json"), "utf8"),
);
/** What other people's programs are called by: their flags are not ours. */
const foreign = /^(\$ )?(kubectl|kind(?!-)|npx (?!kind-chaos\b)|go|npm ci$)\b/;

let program: Command;
const tags = new Set<string>();
beforeAll(async () => {
  program = new Command();
  for (const file of readdirSync(join(projectFolder, "src/commands"))) {
    const command: { register(program: Command): void } = await import(join(projectFolder, "src/commands", file));
    command.register(program);
  }
  for (const name of namesOf("scenario")) {
    const scenario: { default: Scenario } = await import(join(projectFolder, `scenarios/${name}.ts`));
    for (const tag of scenario.default.tags) tags.add(tag);
  }
}, 60_000);

describe.each(documents.map((document) => [document.file, document] as const))("%s", (_, document) => {
  it("is at most 100 columns wide, tables, code and single words aside", () => {
    expect(tooWide(document)).toEqual([]);
  });

  it("links to files and headings that exist", () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  it("names files of the project that exist", () => {
    expect(missingFiles(document)).toEqual([]);
  });

  it("shows commands with verbs, scenarios, tags and flags that exist", () => {
    expect(wrongCommands(document)).toEqual([]);
  });
});

it("finds what is wrong", () => {
  const text =
    "# A\n\n`src/none.ts` and `--none`, [b](none.md), [c](#none), `npm run none`\n\n" +
    `    npx kind-chaos nothing --none\n    npm run chaos -- --tag none\n\n${"long words ".repeat(12)}`;
  const bad = parseDocument("README.md", text);
  expect(tooWide(bad)).toHaveLength(1);
  expect(brokenLinks(bad)).toEqual(["3: none.md", "3: #none"]);
  expect(missingFiles(bad)).toEqual(["3: src/none.ts"]);
  expect(wrongCommands(bad)).toEqual([
    "3: --none",
    "3: npm run none: no such script",
    "5: nothing: no such verb, scenario or file",
    "5: --none: not of run",
    "6: none: no such tag",
  ]);
});

function tooWide({ prose }: Document): string[] {
  return prose
    .filter(({ text }) => text.length > widest && /\S\s+\S/.test(text.trim().replace(/^[-*#] /, "")))
    .map(({ text, number }) => `${number}: ${text.length} columns`);
}

function brokenLinks({ file, links, anchors }: Document): string[] {
  const isBroken = (target: string) => {
    if (/^https?:/.test(target)) return false;
    const [path = "", anchor] = target.split("#");
    const found = normalize(join(dirname(file), path));
    if (path !== "" && !exists(found)) return true;
    if (anchor === undefined) return false;
    return !(path === "" ? anchors : readDocument(found).anchors).includes(anchor);
  };
  return links.filter(({ text }) => isBroken(text)).map(({ text, number }) => `${number}: ${text}`);
}

/** Words in code that look like a path of the project: from its folder, or from the document's own. */
function missingFiles({ file, spans, code, shown }: Document): string[] {
  const folders = /^(src|docs|scenarios|kind-configs|test|bench|tools|node-image|\.ci)\//;
  return [...spans, ...code].flatMap(({ text, number }) =>
    text
      .split(/[\s"'(),]+/)
      .filter((word) => /^[\w.@/-]+$/.test(word) && (folders.test(word) || isBeside(file, word)))
      .filter((word) => !exists(word) && !exists(join(dirname(file), word)))
      .filter((word) => !shown.some(({ path }) => path === word))
      .map((word) => `${number}: ${word}`),
  );
}

function isBeside(file: string, word: string): boolean {
  const [first = "", ...rest] = word.split("/");
  return dirname(file) !== "." && rest.length > 0 && /^[a-z]/.test(first) && exists(join(dirname(file), first));
}

function wrongCommands({ spans, code }: Document): string[] {
  return [...spans, ...code].flatMap(({ text, number }) =>
    text
      .split(/ && | > /)
      .filter((command) => !foreign.test(command.trim()))
      .flatMap((command) => wrongIn(command.split(/ {2,}#|;/)[0] ?? ""))
      .map((wrong) => `${number}: ${wrong}`),
  );
}

function wrongIn(command: string): string[] {
  const called = /(?:^|[\s(])npx kind-chaos\b(.*)/.exec(command)?.[1];
  if (called !== undefined) return wrongCall(called.replace(/\)$/, "").trim().split(/\s+/));
  const script = /npm run (?:--silent )?([\w:-]+)/.exec(command)?.[1];
  if (script === undefined) return flagsIn(command).filter((flag) => /^--/.test(command.trim()) && !isFlag(flag));
  if (scripts[script] === undefined) return [`npm run ${script}: no such script`];
  const words = command.split(" -- ")[1]?.trim().split(/\s+/) ?? [];
  if (script === "setup") return wrongOf("setup", words);
  return script === "chaos" ? wrongCall(words) : [];
}

/** What is wrong with the words after the command's name. */
function wrongCall(words: readonly string[]): string[] {
  if (words.length === 0 || words[0] === "") return [];
  const verb = program.commands.find((one) => one.name() === words[0])?.name();
  return verb === undefined ? wrongOf("run", words) : wrongOf(verb, words.slice(1));
}

/** What is wrong with the words after a verb: its flags, and the scenarios that some of them take. */
function wrongOf(verb: string, words: readonly string[]): string[] {
  const options = program.commands.find((one) => one.name() === verb)?.options ?? [];
  return words.flatMap((word, index) => {
    const before = options.find(({ long }) => long === words[index - 1]);
    if (before?.long === "--tag") return /^[a-z-]+$/.test(word) && !tags.has(word) ? [`${word}: no such tag`] : [];
    if (before?.required) return [];
    if (word === "--help") return [];
    if (word.startsWith("--")) return options.some(({ long }) => long === word) ? [] : [`${word}: not of ${verb}`];
    const takesScenarios = ["run", "plan", "list"].includes(verb);
    const isName = takesScenarios && /^[a-z0-9][a-z0-9-]*$/.test(word) && words.slice(0, index).every(isNamed);
    return isName && !isNamed(word) ? [`${word}: no such verb, scenario or file`] : [];
  });
}

/** Scenarios of the library, and the one that `init` writes. */
function isNamed(word: string): boolean {
  return namesOf("scenario").includes(word) || exists(`template/scenarios/${word}.ts`);
}

function flagsIn(command: string): string[] {
  return command.match(/(?<=^|\s)--[a-z][a-z-]*/g) ?? [];
}

function isFlag(flag: string): boolean {
  return (
    ["--help", "--version"].includes(flag) ||
    runParts("", "").some(({ words }) => words.includes(flag)) ||
    program.commands.some((one) => one.options.some(({ long }) => long === flag))
  );
}
