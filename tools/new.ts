// npm run new -- <kind> <name>: writes the skeleton of a new thing with its test; --help lists the kinds.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { UsageError } from "../src/model/errors.ts";
import { projectFolder } from "../src/scenario/catalogue.ts";
import { kinds, loadSkeleton, newFiles } from "./skeleton.ts";

const [kind, name, ...more] = process.argv.slice(2);

try {
  if (kind === "--help" || kind === "-h" || name === "--help") process.stdout.write(await help());
  else await write();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`new: ${error.message}\n`);
  process.exitCode = 2;
}

async function write(): Promise<void> {
  if (kind === undefined || name === undefined || more.length > 0)
    throw new UsageError("write: npm run new -- <kind> <name>; --help lists the kinds");
  const files = await newFiles(kind, name, projectFolder);
  for (const { file, text } of files) {
    const path = join(projectFolder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
    process.stdout.write(`wrote ${file}\n`);
  }
  await format(files.map(({ file }) => file).filter((file) => file.endsWith(".ts")));
  process.stdout.write("next: npm run docs && npm run check\n");
}

/** Where lines are broken, and in which order imports stand, depends on the length of the name. */
async function format(files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  await execa("biome", ["check", "--write", ...files], { cwd: projectFolder, preferLocal: true });
}

async function help(): Promise<string> {
  const lines = kinds.map(async (one) => `  ${one.padEnd(10)} ${(await loadSkeleton(one)).summary}\n`);
  return `npm run new -- <kind> <name>\n\n${(await Promise.all(lines)).join("")}
A name has two or more words in small letters with dashes. Fill in what is written, then: npm run docs && npm run check

Exit codes: 0 written, 2 not written: unknown kind, no name, or a file is there already.
`;
}
