// npm run release -- <major|minor|patch|1.2.3> [--write]: a release as a commit, a tag and a package; without --write
// it says what it would do and changes nothing. It publishes nothing: the commands for that are printed at the end.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import { packageFolder } from "../src/host/own-package.ts";
import { UsageError } from "../src/model/errors.ts";
import { nextVersion, releasedChangelog, releaseNotes } from "./release/next-release.ts";

/** What a package may weigh, bytes: what is installed for a nightly run is downloaded every night. */
const mostBytes = 5 * 10 ** 6;

const here = execa({ cwd: packageFolder });

try {
  await release();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`release: ${error.message}\n`);
  process.exitCode = 2;
}

async function release(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { write: { type: "boolean", default: false } },
  });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1)
    throw new UsageError("write: npm run release -- <major|minor|patch|1.2.3> [--write]");
  const { version: current }: { version: string } = JSON.parse(textOf("package.json"));
  const version = nextVersion(current, wanted);
  const changelog = releasedChangelog(textOf("CHANGELOG.md"), version, new Date().toISOString().slice(0, 10));
  await mustBeClean();
  await mustBeNew(`v${version}`);
  say(`${current} → ${version}\n\n${releaseNotes(changelog, version)}`);
  if (!values.write) {
    say("nothing was changed; with --write: package.json, package-lock.json and CHANGELOG.md are written,");
    say(`the package is built and packed, all is committed and tagged as v${version}`);
    return;
  }
  writeFileSync(join(packageFolder, "CHANGELOG.md"), changelog);
  for (const file of ["package.json", "package-lock.json"]) setVersion(file, version);
  const archive = await orAsItWas(async () => {
    const packed = await pack();
    await here`git commit --quiet --all --message ${`Release ${version}`}`;
    return packed;
  });
  await here`git tag --annotate ${`v${version}`} --message ${releaseNotes(changelog, version)}`;
  say(`packed ${archive}; what is left to do:\n  git push --follow-tags\n  npm publish ${archive}`);
}

/** Does it, or leaves all files as the last commit has them: nothing else was changed before. */
async function orAsItWas<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await here`git reset --quiet --hard`;
    say("it failed: all files are as they were");
    throw error;
  }
}

async function mustBeClean(): Promise<void> {
  const { stdout } = await here`git status --porcelain`;
  if (stdout !== "") throw new UsageError(`there is what is not committed:\n${stdout}`);
}

async function mustBeNew(tag: string): Promise<void> {
  const { stdout } = await here`git tag --list ${tag}`;
  if (stdout !== "") throw new UsageError(`the tag ${tag} is there already`);
}

/** The version of the project itself, which stands once in package.json and twice in the lockfile. */
function setVersion(file: string, version: string): void {
  const value = JSON.parse(textOf(file));
  value.version = version;
  if (value.packages !== undefined) value.packages[""].version = version;
  writeFileSync(join(packageFolder, file), `${JSON.stringify(value, null, 2)}\n`);
}

/** Builds and packs; the archive's name. Throws UsageError where it is too large. */
async function pack(): Promise<string> {
  const { stdout } = await here`npm pack --loglevel error`;
  const archive = stdout.trim().split("\n").at(-1) ?? "";
  const { size } = statSync(join(packageFolder, archive));
  say(`${archive}: ${(size / 10 ** 6).toFixed(1)} MB`);
  if (size > mostBytes) throw new UsageError(`${archive} is larger than ${mostBytes / 10 ** 6} MB: what got into it?`);
  return archive;
}

function textOf(file: string): string {
  return readFileSync(join(packageFolder, file), "utf8");
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
