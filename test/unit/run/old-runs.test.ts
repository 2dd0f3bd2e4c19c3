import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { oldRuns, removeRun } from "../../../src/run/old-runs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const before = Date.parse("2026-11-01T00:00:00.000Z");

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const ended = (startedAt: string, outcome = "pass") => JSON.stringify({ version: 1, startedAt, outcome });
const names = (folder: string, keepFailures = false) =>
  oldRuns(folder, { before, keepFailures }).map((run) => basename(run.folder));

describe("folders of runs that are old", () => {
  it("are those of runs and suites that began before, the oldest first", () => {
    const folder = folderWith({
      "b/report.json": ended("2026-10-20T00:00:00.000Z"),
      "a/report.json": ended("2026-10-10T00:00:00.000Z"),
      "suite/summary.json": ended("2026-10-15T00:00:00.000Z"),
      "new/report.json": ended("2026-11-20T00:00:00.000Z"),
    });
    expect(names(folder)).toEqual(["a", "suite", "b"]);
  });

  it("are those of upgrades, whose own runs are none", () => {
    const upgraded = (answer: string) => JSON.stringify({ version: 1, startedAt: "2026-10-10T00:00:00.000Z", answer });
    const folder = folderWith({
      "upgrade-1/upgrade.json": upgraded("go"),
      "upgrade-1/runs/a/report.json": ended("2026-10-10T00:00:00.000Z"),
      "upgrade-2/upgrade.json": upgraded("no-go"),
    });
    expect(names(folder)).toEqual(["upgrade-1", "upgrade-2"]);
    expect(names(folder, true)).toEqual(["upgrade-1"]);
  });

  it("are not those that did not pass, where they stay", () => {
    const folder = folderWith({
      "failed/report.json": ended("2026-10-10T00:00:00.000Z", "fail"),
      "open/report.json": ended("2026-10-10T00:00:00.000Z", "inconclusive"),
      "passed/report.json": ended("2026-10-10T00:00:00.000Z"),
    });
    expect(names(folder, true)).toEqual(["passed"]);
    expect(names(folder)).toHaveLength(3);
  });

  it("are never what cannot be told to be a run that ended, nor where a link leads", () => {
    const elsewhere = folderWith({ "mine/report.json": ended("2026-10-10T00:00:00.000Z") });
    const folder = folderWith({
      "under-way/journal.jsonl": "",
      "other/report.json": "{}",
      "broken/report.json": "{",
      "notes/notes.txt": "mine",
    });
    symlinkSync(join(elsewhere, "mine"), join(folder, "link"));
    expect(names(folder)).toEqual([]);
  });

  it("are gone when they are removed, and what could not be is told", () => {
    const folder = folderWith({ "a/report.json": ended("2026-10-10T00:00:00.000Z"), "a/cluster-logs/log": "x" });
    const [run] = oldRuns(folder, { before, keepFailures: false });
    expect(run?.bytes).toBeGreaterThan(50);
    expect(removeRun(run as { folder: string })).toBeUndefined();
    expect(existsSync(join(folder, "a"))).toBe(false);
    expect(removeRun(run as { folder: string })).toContain("ENOENT");
  });
});
