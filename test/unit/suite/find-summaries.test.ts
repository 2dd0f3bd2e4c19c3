import { mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Suite } from "../../../src/model/suite.ts";
import { findSummaries } from "../../../src/suite/find-summaries.ts";
import { mergeSummaries } from "../../../src/suite/merge.ts";
import { readNamedSummary } from "../../../src/suite/summary-reader.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A folder with a summary at each of these places below it. */
function folderWith(...places: readonly string[]): string {
  const folder = realpathSync(temporaryFolder());
  for (const place of places) write(join(folder, place), suiteOf([suiteRun({ scenario: place })], "cut"));
  return folder;
}

function write(folder: string, suite: Suite): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "summary.json"), JSON.stringify(suite));
}

const placesIn = (folder: string) => findSummaries([folder]).found.map((one) => resolve(one.folder));

describe("summaries are found", () => {
  it("where artifacts lie, and below one that lies above others", () => {
    const places = ["a", "a/b", "c/d/e/f/g/h/i/j", "k/suite"];
    const folder = folderWith(...places);
    expect(placesIn(folder)).toEqual(places.map((place) => join(folder, place)));
  });

  it("each once, whichever way it is reached", () => {
    const folder = folderWith("a/suite");
    symlinkSync("a", join(folder, "linked"));
    symlinkSync("..", join(folder, "a/up"));
    expect(placesIn(folder)).toEqual([join(folder, "a/suite")]);
    expect(findSummaries([folder, join(folder, "linked"), join(folder, "a/suite")]).found).toHaveLength(1);
  });

  it("in a folder that is named by a link to it", () => {
    const folder = folderWith("night/suite");
    symlinkSync("night", join(folder, "latest"));
    expect(placesIn(join(folder, "latest"))).toEqual([join(folder, "night/suite")]);
    expect(readNamedSummary(join(folder, "night/suite")).runs).toHaveLength(1);
  });
});

it("a summary that was merged is told apart, also of calls that nobody has seen", () => {
  const folder = folderWith("a");
  const { found } = findSummaries([folder]);
  write(join(folder, "night"), mergeSummaries(found, { name: "night", expected: 2 }));
  const both = findSummaries([folder]);
  expect([both.found.length, both.merged.map((one) => resolve(one.folder))]).toEqual([1, [join(folder, "night")]]);
});

describe("what would be left out is refused", () => {
  it("a folder to which only a link leads", () => {
    const folder = folderWith("a/suite", "b/suite");
    const elsewhere = join(realpathSync(temporaryFolder()), "b");
    renameSync(join(folder, "b"), elsewhere);
    symlinkSync(elsewhere, join(folder, "b"));
    expect(() => findSummaries([folder])).toThrow(/b\/suite: only a symbolic link leads to it/);
  });

  it("a summary that is a link, also to nowhere", () => {
    const folder = folderWith("a");
    mkdirSync(join(folder, "b"));
    symlinkSync("../none.json", join(folder, "b/summary.json"));
    expect(() => findSummaries([folder])).toThrow("is a symbolic link, which is not followed here");
  });

  it("one that contradicts itself, in one line with its file", () => {
    const folder = folderWith("a");
    write(join(folder, "b"), { ...suiteOf([suiteRun()]), exitCode: 0 });
    expect(() => findSummaries([folder])).toThrow(
      /b\/summary\.json contradicts itself: its exit code is 0, that of its runs is 3: it was changed, or/,
    );
  });

  it("a folder that holds none", () => {
    const folder = folderWith("a");
    mkdirSync(join(folder, "empty"));
    expect(() => findSummaries([join(folder, "a"), join(folder, "empty")])).toThrow("there is no summary.json in it");
  });
});
