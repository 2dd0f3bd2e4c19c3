import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeEnding, packageFolder } from "../host/own-package.ts";

/** Where the package keeps the commit that it was compiled from; tools/package/build.ts writes it. */
export const commitFile = "dist/commit.txt";

let known: string | null | undefined;

/**
 * The commit of kind-chaos itself, with "-dirty" behind it where a file of it was changed since; null where nobody knows:
 * a copy outside of a repository. It is looked up once: what runs stays what it was.
 */
export function harnessCommit(): string | null {
  known ??= codeEnding === ".js" ? writtenCommit(packageFolder) : commitOf(packageFolder);
  return known;
}

/** The commit that a package was compiled from; null where none was written. */
export function writtenCommit(folder: string): string | null {
  const file = join(folder, commitFile);
  return existsSync(file) ? readFileSync(file, "utf8").trim() || null : null;
}

/** The commit of a repository's work tree; null for a folder that is none, whatever lies around it. */
export function commitOf(folder: string): string | null {
  if (!existsSync(join(folder, ".git"))) return null;
  // Names of tags are left out, so that what is told is the commit; no lock is taken of a repository that others use.
  const words = ["--no-optional-locks", "-C", folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  try {
    return execFileSync("git", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || null;
  } catch {
    // There is no git, or it does not trust a folder of another user's.
    return null;
  }
}
