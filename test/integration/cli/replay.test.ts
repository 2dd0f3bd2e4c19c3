import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import oneLeader from "../../../src/guarantees/one-leader.ts";
import { reportSchema } from "../../../src/model/report.ts";
import { loadReporters, projectFolder } from "../../../src/scenario/catalogue.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const stories = oneLeader.stories();

function replay(...argv: readonly string[]) {
  return execa(process.execPath, [join(projectFolder, "src/cli.ts"), "replay", ...argv], { reject: false });
}

test("replay judges a journal without a cluster, and its exit code is the verdict's", async () => {
  const [passed, failed, open] = await Promise.all([
    replay(writeRun(stories.pass)),
    replay(writeRun(stories.fail)),
    replay(writeRun(stories.inconclusive)),
  ]);
  expect([passed.exitCode, failed.exitCode, open.exitCode]).toEqual([0, 1, 3]);
  expect(failed.stdout).toContain("✗ FAIL: 1 of 1 guarantee broke");
});

test("replay --json prints the report and nothing else; it writes only where it is told to", async () => {
  const folder = writeRun(stories.pass);
  const { stdout, stderr } = await replay(folder, "--json");
  expect(reportSchema.safeParse(JSON.parse(stdout)).success).toBe(true);
  expect(stderr).toBe("");
  expect(readdirSync(folder)).toEqual(["journal.jsonl"]);
  await replay(join(folder, "journal.jsonl"), "--write");
  const files = (await loadReporters()).map(({ file }) => file);
  expect(readdirSync(folder).toSorted()).toEqual(["journal.jsonl", ...files].toSorted());
});

test("replay names what is damaged, and shows nothing by what is left", async () => {
  const folder = writeRun(stories.pass);
  const journal = join(folder, "journal.jsonl");
  const lines = readFileSync(journal, "utf8").split("\n");
  writeFileSync(journal, lines.toSpliced(60, 1).join("\n"));
  const { exitCode, stdout } = await replay(folder);
  expect(exitCode).toBe(3);
  expect(stdout.replaceAll(/\s+/g, " ")).toMatch(
    /did not hold: the journal is undamaged: it is damaged at 1 place, .*: lines \d+ to \d+ \(.* to .*\): 1 line is missing there/,
  );
});

test("what is no run is refused in one line", async () => {
  const empty = temporaryFolder();
  const [none, folder] = await Promise.all([replay(join(empty, "gone")), replay(empty)]);
  expect([none.exitCode, folder.exitCode]).toEqual([2, 2]);
  expect(none.stderr).toMatch(/^chaos: There is no run at .*gone$/);
  expect(folder.stderr).toMatch(/^chaos: .* is no run: there is no journal at .*journal\.jsonl$/);
});
