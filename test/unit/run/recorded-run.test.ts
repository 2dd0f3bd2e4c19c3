import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import oneLeader from "../../../src/guarantees/one-leader.ts";
import { judgeRecordedRun, recordedRun } from "../../../src/run/recorded-run.ts";
import { writeRun } from "../../support/story-run.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const withFile = (folder: string, name: string, text = "{}\n") => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("the run that a person names", () => {
  it("is its folder, or its journal's", () => {
    const run = writeRun(oneLeader.stories().pass);
    expect(recordedRun(run)).toBe(run);
    expect(recordedRun(join(run, "journal.jsonl"))).toBe(run);
  });

  it("is told where a report of it is named", () => {
    const run = writeRun(oneLeader.stories().pass);
    const report = withFile(run, "report.json");
    expect(() => recordedRun(report)).toThrow(`${report} is made from the run's journal: name the run, ${run}`);
  });

  it("is asked for where a folder of several is named", () => {
    const folder = temporaryFolder();
    for (const run of ["a", "b", "c", "d"]) withFile(join(folder, run), "journal.jsonl");
    expect(() => recordedRun(folder)).toThrow(`${folder} is no run but holds 4: name one, for example ${folder}/b or`);
    withFile(join(folder, "suite-1"), "summary.json");
    expect(() => recordedRun(join(folder, "suite-1"))).toThrow(/has the summary of several runs: name one of them/);
  });

  it.each(["", "gone"])("is none where nothing is there (%j)", (name) => {
    const path = join(temporaryFolder(), name);
    expect(() => recordedRun(path)).toThrow(/^There is no run at |is no run: there is no journal at /);
  });

  it("is none where its journal is something else, or of another version; the file is named", async () => {
    const folder = temporaryFolder();
    const journal = withFile(folder, "journal.jsonl", "not a journal\n");
    await expect(judgeRecordedRun(folder)).rejects.toThrow(`${journal}: The journal has no readable run-start`);
    writeFileSync(journal, '{"type":"run-start","at":0,"version":99}\n');
    await expect(judgeRecordedRun(folder)).rejects.toThrow(`${journal}: The journal is of version 99 of its format`);
  });
});
