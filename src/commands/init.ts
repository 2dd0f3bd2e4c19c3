import { relative, resolve } from "node:path";
import type { Command } from "commander";
import { shellWord } from "../monitor/own-namespace.ts";
import { harnessVersion } from "../run/provenance.ts";
import { type FirstFileResult, firstFiles, writeFirstFiles } from "../scenario/own-folder.ts";
import { toStdout } from "../terminal/output.ts";

const examples = `
Never writes over a file that is there.

Examples:
  npx kind-chaos init
  npx kind-chaos init chaos
`;

/** What to add to files that were there, where they are to do the same. */
const additions: Readonly<Record<string, string>> = {
  "package.json": '"type": "module", and "kind-chaos" in devDependencies, so that editors know the types',
  "tsconfig.json":
    '"module": "nodenext", "allowImportingTsExtensions": true, and "scenarios" and "kind-chaos.config.ts" in "include"',
  ".gitignore": "reports/",
};

/** Adds `init`: begins a folder of one's own scenarios. */
export function register(program: Command): void {
  program
    .command("init")
    .description("begin a folder of your own scenarios: one scenario, one kind configuration, and what editors need")
    .argument("[folder]", "where; made where it is missing", ".")
    .option("--json", "print what was written as JSON on standard output, nothing else there")
    .addHelpText("after", examples)
    .action(init);
}

/** The shape of `init --json`, version 1. */
export interface BegunFolder {
  readonly version: 1;
  readonly folder: string;
  readonly files: readonly FirstFileResult[];
}

function init(folder: string, options: { readonly json?: boolean }): void {
  const files = writeFirstFiles(resolve(folder), firstFiles(harnessVersion()));
  const begun: BegunFolder = { version: 1, folder: resolve(folder), files };
  toStdout(options.json ? `${JSON.stringify(begun, null, 2)}\n` : told(begun));
}

function told({ folder, files }: BegunFolder): string {
  const lines = files.map(({ path, state }) => {
    if (state === "written") return `written    ${path}`;
    const more = additions[path];
    return `left as is ${path}${more === undefined ? "" : `; it wants ${more}`}`;
  });
  const there = relative(process.cwd(), folder);
  const next = [
    ...(there === "" ? [] : [`cd ${shellWord(there)}`]),
    "npx kind-chaos plan first-follower-kill",
    "npx kind-chaos first-follower-kill",
  ];
  return `${lines.join("\n")}\n\nnext:\n${next.map((line) => `  ${line}\n`).join("")}`;
}
