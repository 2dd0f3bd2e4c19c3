import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const program = join(projectFolder, "node_modules/gitlab-ci-local/dist/index.js");
const example = "docs/ci/gitlab-ci.yml";

/** The jobs of a pipeline, after gitlab-ci-local held its file against GitLab's own schema; runs none of them. */
async function listed(change: (text: string) => string, ...args: readonly string[]) {
  const folder = temporaryFolder();
  cpSync(join(projectFolder, "tools/ci"), join(folder, "tools/ci"), { recursive: true });
  writeFileSync(join(folder, ".gitlab-ci.yml"), change(readFileSync(join(projectFolder, example), "utf8")));
  const git = (...words: readonly string[]) => execa("git", words, { cwd: folder });
  await git("init", "--quiet", "--initial-branch", "main");
  await git("remote", "add", "origin", "git@gitlab.com:kind-chaos/kind-chaos.git");
  await git(
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@localhost",
    "commit",
    "--quiet",
    "--allow-empty",
    "--message",
    "x",
  );
  return execa(process.execPath, [program, "--list", ...args], { cwd: folder, reject: false, all: true });
}

test("GitLab's example fits GitLab's schema, and has the jobs of a push and of a night", async () => {
  const push = await listed((text) => text);
  expect(push.all).toContain("json schema validated");
  expect({ exitCode: push.exitCode, jobs: push.stdout.match(/^(check|chaos|merge|positive-control)/gm) }).toEqual({
    exitCode: 0,
    jobs: ["check"],
  });
  const night = await listed((text) => text, "--variable", "CI_PIPELINE_SOURCE=schedule");
  expect(night.stdout.match(/^chaos: \[/gm)).toHaveLength(18);
  expect(night.stdout.match(/^(check|merge|positive-control)/gm)).toEqual(["positive-control", "merge"]);
});

test("a key that GitLab does not know is told", async () => {
  const { exitCode, all } = await listed((text) => text.replace("expire_in: 1 year", "expires: 1 year"));
  expect(exitCode).not.toBe(0);
  expect(all).toContain("'expires' property is not expected to be here");
});
