import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { UsageError } from "../src/model/errors.ts";
import { unknownName } from "../src/scenario/nearest-names.ts";
import type { Names, Skeleton } from "./skeleton.ts";

const skeletons = join(import.meta.dirname, "skeletons");

/** Names longer than this make no line of a skeleton wider than its formatting allows. */
const longestName = 40;

/** The kinds of things that there is a skeleton for. */
export const kinds: readonly string[] = readdirSync(skeletons)
  .map((file) => basename(file, ".ts"))
  .toSorted();

/** What `--help` prints. */
export const help = `Writes the skeleton of a new thing, with its unit test.

    npm run new -- <kind> <name>

kinds: ${kinds.join(", ")}
name:  small letters, digits and single dashes, at most ${longestName} characters
`;

/**
 * Writes the files of a new thing into a project's folder; returns what to print: the files, and what to do next.
 * Throws UsageError for an unknown kind, a name that is none, and files that are there already; then nothing is
 * written.
 */
export async function newThing(words: readonly string[], projectFolder: string): Promise<string> {
  const [kind, name, ...others] = words;
  if (kind === undefined || name === undefined || others.length > 0) {
    throw new UsageError("write: npm run new -- <kind> <name>; --help has the kinds");
  }
  if (!kinds.includes(kind)) throw unknownName("kind", kind, kinds);
  const { files, next } = await skeletonOf(kind);
  const texts = Object.entries(files(namesOf(name)));
  const there = texts.find(([file]) => existsSync(join(projectFolder, file)));
  if (there !== undefined) throw new UsageError(`${there[0]} is there already`);
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(projectFolder, file)), { recursive: true });
    writeFileSync(join(projectFolder, file), text);
  }
  const steps = [...next, "npm run docs", "npm run check", "run it for real: npm run chaos -- <scenario>"];
  const written = texts.map(([file]) => `wrote ${file}`);
  return `${[...written, "", "Next:", ...steps.map((step) => `  - ${step}`)].join("\n")}\n`;
}

async function skeletonOf(kind: string): Promise<Skeleton> {
  const module: { default: Skeleton } = await import(`./skeletons/${kind}.ts`);
  return module.default;
}

function namesOf(name: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > longestName) {
    throw new UsageError(
      `"${name}" is no name: small letters, digits and single dashes, a letter first, at most ${longestName} characters`,
    );
  }
  const identifier = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (isReserved(identifier)) throw new UsageError(`"${name}" is a word of the language: take two words`);
  return { name, identifier, words: name.replaceAll("-", " ") };
}

/** Whether the language has the word for itself, so that no function can be called by it. */
function isReserved(identifier: string): boolean {
  try {
    return new Script(`"use strict"; async () => { const ${identifier} = 0; }`) === undefined;
  } catch {
    return true;
  }
}
