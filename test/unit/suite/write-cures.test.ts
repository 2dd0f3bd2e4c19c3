import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { Cures } from "../../../src/suite/write-cures.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const run = (scenario: string, outcome: Report["outcome"], name = "", folder = "/nowhere") => ({
  report: {
    ...{ scenario, outcome, run: name, summary: "what it shows", end: "completed", cluster: null },
    ...{ steps: [], verdicts: [], assumptions: [], faults: [], stretches: [] },
  } as unknown as Report,
  folder,
});
const pairs = [{ disease: "one-replica", cure: "spread" }];
const notRun = (scenario: string, why: string | null) => ({ scenario, notRun: why }) as never;

test("of each side it is the last run, with the outcomes of those before", () => {
  const cures = new Cures(temporaryFolder(), pairs, () => {});
  cures.note(run("one-replica", "fail", "a"));
  cures.note(run("other", "pass"));
  cures.note(run("one-replica", "inconclusive", "b"));
  cures.note(run("one-replica", "pass", "c"));
  const [pair] = cures.judged([]);
  expect(pair?.disease).toMatchObject({ report: { run: "c" }, before: ["fail", "inconclusive"] });
  expect(pair?.cure).toMatchObject({ scenario: "spread", report: null, before: [] });
});

test("a side that was not run says why", () => {
  const cures = new Cures(temporaryFolder(), pairs, () => {});
  cures.note(run("one-replica", "pass", "a"));
  const [pair] = cures.judged([notRun("one-replica", null), notRun("spread", "its cluster could not be created")]);
  expect(pair?.cure).toMatchObject({ report: null, notRun: "its cluster could not be created" });
});

test("the page is there after each run, for who ends the suite in its middle", async () => {
  const folder = temporaryFolder();
  const cures = new Cures(folder, pairs, () => {});
  cures.note(run("one-replica", "pass", "a"));
  await cures.write({ runs: [notRun("one-replica", null), notRun("spread", "not reached")] });
  expect(cures.page).toBe(join(folder, "cures.html"));
  expect(readFileSync(join(folder, "cures.html"), "utf8")).toContain("not reached");
  expect(readFileSync(join(folder, "cures.md"), "utf8")).toContain("not run; not reached");
});

test("a run is linked where it has a page", async () => {
  const folder = temporaryFolder();
  const own = join(temporaryFolder(), "one replica-1");
  mkdirSync(own);
  writeFileSync(join(own, "report.html"), "");
  const cures = new Cures(folder, pairs, () => {});
  cures.note(run("one-replica", "pass", "one replica-1", own));
  cures.note(run("spread", "pass", "spread-1"));
  await cures.write({ runs: [] });
  const page = readFileSync(join(folder, "cures.html"), "utf8");
  expect(page).toContain('<a href="../one%20replica-1/report.html">one replica-1</a>');
  expect(page).not.toContain("spread-1/report.html");
});

test("without a pair there is no page, and what cannot be written is told once", async () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const none = new Cures(folder, [], (line) => lines.push(line));
  await none.write({ runs: [] });
  expect(none.page).toBeUndefined();
  rmSync(folder, { recursive: true });
  const cures = new Cures(folder, pairs, (line) => lines.push(line));
  await cures.write({ runs: [] });
  await cures.write({ runs: [] });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("cures.html, cures.md cannot be written");
  expect(cures.page).toBeUndefined();
});
