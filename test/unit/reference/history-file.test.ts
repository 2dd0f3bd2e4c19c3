import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../../src/reference/history-file.ts";
import { projectFolder } from "../../../src/scenario/catalogue.ts";
import { listedRun } from "../../support/listed-runs.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const entry = (name: string) => listedRun({ name });
const names = (file: string) => readHistory(file).entries.map(({ name }) => name);

describe("a history file", () => {
  it("is made where it is not there, grows at its end, and has each run once", () => {
    const file = join(temporaryFolder(), "nights.jsonl");
    expect(appendHistory(file, [entry("a"), entry("b")])).toBe(2);
    const before = readFileSync(file, "utf8");
    expect(appendHistory(file, [entry("b"), entry("c")])).toBe(1);
    expect(readFileSync(file, "utf8").startsWith(before)).toBe(true);
    expect(names(file)).toEqual(["a", "b", "c"]);
  });

  it("is not spoilt by a job that died in the middle of its line", () => {
    const file = join(temporaryFolder(), "nights.jsonl");
    appendHistory(file, [entry("a")]);
    appendFileSync(file, '{"version":1,"name":"half');
    appendHistory(file, [entry("b")]);
    expect(names(file)).toEqual(["a", "b"]);
    expect(readHistory(file).unread).toBe(1);
  });

  it("counts lines that are none of its own", () => {
    const file = join(temporaryFolder(), "nights.jsonl");
    writeFileSync(file, 'no JSON\n{"version":2}\n\n');
    expect(readHistory(file)).toEqual({ entries: [], unread: 2 });
  });

  it("takes the runs of several processes at once, each line whole", async () => {
    const file = join(temporaryFolder(), "nights.jsonl");
    const script = `
      import { appendHistory } from ${JSON.stringify(join(projectFolder, "src/reference/history-file.ts"))};
      import { listedRun } from ${JSON.stringify(join(projectFolder, "test/support/listed-runs.ts"))};
      const long = "x".repeat(20_000);
      for (let i = 0; i < 20; i++)
        appendHistory(${JSON.stringify(file)}, [listedRun({ name: process.argv[1] + i, verdicts: [{ summary: long }] })]);`;
    const jobs = ["a", "b", "c"].map((job) => execa(process.execPath, ["--input-type=module", "--eval", script, job]));
    await Promise.all(jobs);
    expect(readHistory(file).unread).toBe(0);
    expect(new Set(names(file)).size).toBe(60);
  });
});
