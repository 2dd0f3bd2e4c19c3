import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { reportSchema } from "../../src/model/report-schema.ts";
import { loadReporters, projectFolder } from "../../src/scenario/catalogue.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function runOf(fixture: string): string {
  const folder = join(temporaryFolder(), "run");
  mkdirSync(folder);
  copyFileSync(join(projectFolder, "test/fixtures", fixture), join(folder, "journal.jsonl"));
  return folder;
}

function replay(...argv: readonly string[]) {
  return execa(process.execPath, [join(projectFolder, "src/cli.ts"), "replay", ...argv], { reject: false });
}

test("replay judges a journal without a cluster, and its exit code is the verdict's", async () => {
  const [passed, failed, open] = await Promise.all([
    replay(runOf("one-leader/pass.jsonl")),
    replay(runOf("one-leader/fail.jsonl")),
    replay(runOf("one-leader/inconclusive.jsonl")),
  ]);
  expect([passed.exitCode, failed.exitCode, open.exitCode]).toEqual([0, 1, 3]);
  expect(failed.stdout).toContain("✗ FAIL: 1 guarantee broke");
});

test("replay --json prints the report and nothing else; it writes only where it is told to", async () => {
  const folder = runOf("one-leader/pass.jsonl");
  const { stdout, stderr } = await replay(folder, "--json");
  expect(reportSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
  expect(stderr).toBe("");
  expect(readdirSync(folder)).toEqual(["journal.jsonl"]);
  await replay(join(folder, "journal.jsonl"), "--write");
  const files = (await loadReporters()).map(({ file }) => file);
  expect(readdirSync(folder).toSorted()).toEqual(["journal.jsonl", ...files].toSorted());
});

test("what is no run is refused in one line", async () => {
  const empty = temporaryFolder();
  const [none, folder] = await Promise.all([replay(join(empty, "gone")), replay(empty)]);
  expect([none.exitCode, folder.exitCode]).toEqual([2, 2]);
  expect(none.stderr).toMatch(/^chaos: There is no run at .*gone$/);
  expect(folder.stderr).toMatch(/^chaos: There is no journal at .*journal\.jsonl$/);
});
