import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { newestOf, runsIn } from "../../../src/run/find-runs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

function folderWith(files: readonly string[]): string {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  return folder;
}

test("leaves out runs of an upgrade, unless their folder is named", () => {
  const folder = folderWith(["a/report.json", "upgrade-1/upgrade.json", "upgrade-1/runs/b/report.json"]);
  expect(runsIn(folder)).toEqual([join(folder, "a")]);
  expect(runsIn(join(folder, "upgrade-1/runs"))).toEqual([join(folder, "upgrade-1/runs/b")]);
});

test("finds runs however their folders are nested, not within each other and not behind links", () => {
  const folder = folderWith([
    "b/journal.jsonl",
    "b/cluster-logs/journal.jsonl",
    "nightly/2026-11-23/a/report.json",
    "node_modules/c/report.json",
    "suite/summary.json",
    "1/2/3/4/5/report.json",
  ]);
  symlinkSync(folder, join(folder, "again"));
  expect(runsIn(folder)).toEqual([join(folder, "b"), join(folder, "nightly/2026-11-23/a")]);
  expect(runsIn(join(folder, "b"))).toEqual([join(folder, "b")]);
  expect(() => runsIn(join(folder, "none"))).toThrow(UsageError);
});

test("the newest is told by the time in its name, however the scenarios are called", () => {
  expect(
    newestOf(["x/a-20261124T000000Z", "y/z-20261123T235959Z", "x/a-20261124T000000Z-2", "x/a-20261124T000000Z-10"]),
  ).toBe("x/a-20261124T000000Z-10");
  expect(newestOf([])).toBeUndefined();
});
