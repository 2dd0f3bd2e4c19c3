import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { commitFile, commitOf, writtenCommit } from "../../../src/run/harness-commit.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A repository with one commit and a tag on it. */
async function repository(): Promise<{ readonly folder: string; readonly commit: string }> {
  const folder = temporaryFolder();
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  const git = (...words: string[]) => execa("git", ["-C", folder, ...who, ...words]);
  await git("init", "--quiet");
  writeFileSync(join(folder, "a.ts"), "one");
  await git("add", ".");
  await git("commit", "--quiet", "--message", "first");
  await git("tag", "--annotate", "--message", "a release", "v0.1.0");
  return { folder, commit: (await git("rev-parse", "HEAD")).stdout };
}

describe("the commit of kind-chaos", () => {
  it("is that of its repository, whole, also where a tag stands on it", async () => {
    const { folder, commit } = await repository();
    expect(commitOf(folder)).toBe(commit);
  });

  it("says that a file was changed", async () => {
    const { folder, commit } = await repository();
    writeFileSync(join(folder, "a.ts"), "two");
    expect(commitOf(folder)).toBe(`${commit}-dirty`);
  });

  it("is not that of a repository around it", async () => {
    const { folder } = await repository();
    mkdirSync(join(folder, "node_modules/kind-chaos"), { recursive: true });
    expect(commitOf(join(folder, "node_modules/kind-chaos"))).toBeNull();
  });

  it("of a package is what was written when it was compiled, if anything was", () => {
    const folder = temporaryFolder();
    expect(writtenCommit(folder)).toBeNull();
    mkdirSync(join(folder, "dist"));
    writeFileSync(join(folder, commitFile), "\n");
    expect(writtenCommit(folder)).toBeNull();
    writeFileSync(join(folder, commitFile), "0123\n");
    expect(writtenCommit(folder)).toBe("0123");
  });
});
