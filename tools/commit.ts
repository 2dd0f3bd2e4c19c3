import { execFileSync } from "node:child_process";
import { projectFolder } from "../src/scenario/catalogue.ts";

/**
 * The short name of the project's commit; with "-dirty" where one of these paths holds what is not in it. Throws where it
 * is no checkout of git.
 */
export function commitOf(paths: readonly string[] = []): string {
  const asked = (...words: readonly string[]) =>
    execFileSync("git", words, { cwd: projectFolder, encoding: "utf8" }).trim();
  const commit = asked("rev-parse", "--short", "HEAD");
  const isDirty = paths.length > 0 && asked("status", "--porcelain", "--", ...paths) !== "";
  return isDirty ? `${commit}-dirty` : commit;
}
