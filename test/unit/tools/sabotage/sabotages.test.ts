import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatMs } from "../../../../src/model/duration.ts";
import { judgeRun } from "../../../../src/run/judge-run.ts";
import { known, loadFault, projectFolder } from "../../../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../../../src/scenario/load-scenario.ts";
import { judged } from "../../../../tools/sabotage/judged.ts";
import { readRows } from "../../../../tools/sabotage/rows.ts";
import type { Sabotage } from "../../../../tools/sabotage/sabotage.ts";
import { allSabotages } from "../../../../tools/sabotage/sabotages.ts";
import { codeIn, readDocument } from "../../../support/documents.ts";
import { recordedRun } from "../../../support/recorded-run.ts";

/** When in the run something was, in seconds: "from 23.9 s to 26.3 s: 12 attempts missing", "the first at 23.6 s". */
const runTime = /(?<=\bfrom |\bfrom [\d.]+ s to |\bat )([\d.]+) s(?=,|:| to )/;
const sabotages = await allSabotages();
const catalogue = await known();

/** The guarantees that a sabotage must be named by. */
function namedBy({ expected }: Sabotage): string[] {
  return "guarantees" in expected ? Object.keys(expected.guarantees ?? {}) : [];
}

describe("each sabotage", () => {
  it.each([...sabotages])("%s is met by a run that is asked for what must name it", async (_, sabotage) => {
    const [loaded] = await loadScenarios([sabotage.scenario], catalogue);
    expect(loaded?.scenario.guarantees.map(({ guarantee }) => guarantee)).toEqual(
      expect.arrayContaining(namedBy(sabotage)),
    );
  });

  it.each([...sabotages])("%s must be named by something, or must change nothing", (_, sabotage) => {
    const { expected } = sabotage;
    const assumptions = "assumptions" in expected ? Object.keys(expected.assumptions ?? {}) : [];
    const isNamed = "words" in expected || namedBy(sabotage).length + assumptions.length > 0;
    expect(isNamed).toBe(expected.verdict !== "as without");
  });

  it.each([...sabotages])("%s strikes in words that its run says", async (_, { scenario, strike }) => {
    if (typeof strike?.when !== "string") return;
    const [loaded] = await loadScenarios([scenario], catalogue);
    const said = (loaded?.scenario.steps ?? []).map(async (step) => {
      if ("hold" in step) return `hold: ${step.reason}`;
      if (!("inject" in step)) return "";
      const { fault, params } = step.inject;
      const described = (await loadFault(fault)).describe(params);
      return `${step.as}: ${described} ${step.as}: proven active ${step.as}: proven healed`;
    });
    expect((await Promise.all(said)).join("\n")).toContain(strike.when);
  });
});

describe("what a sabotage must be named by is found", () => {
  const rows = readRows(readFileSync(join(projectFolder, "docs/results/sabotage.json"), "utf8"));
  const told = rows.flatMap(({ sabotage, said }) => said.map((words) => [sabotage, words] as const));
  /** The run's times, not lengths of time. */
  const timed = told.filter(([, words]) => runTime.test(words));

  it.each(timed)("in a run that took a minute longer until then, too: %s", (name, words) => {
    const { expected } = sabotages.get(name) as Sabotage;
    const patterns = [
      ...Object.values(("guarantees" in expected && expected.guarantees) || {}),
      ...Object.values(("assumptions" in expected && expected.assumptions) || {}),
    ].filter((one) => one instanceof RegExp);
    const later = words.replaceAll(new RegExp(runTime, "g"), (_, seconds) =>
      formatMs(1_000 * Number(seconds) + 100_000),
    );
    const matches = (text: string) => patterns.some((pattern) => pattern.test(text.slice(text.indexOf(": ") + 2)));
    expect(matches(words)).toBe(true);
    expect(matches(later)).toBe(true);
  });

  it("there are such", () => expect(timed.length).toBeGreaterThan(1));
});

/** The scenarios of failures that are not deaths, as the page about them has them. */
const gray = readDocument("docs/gray-failures.md").rows.flatMap(({ head, cells: [name = ""] }) =>
  head[0] === "scenario" ? codeIn(name) : [],
);

/** Those with two load balancers that share an address. */
const shared = (await loadScenarios([], catalogue)).flatMap(({ name, scenario: { tags } }) =>
  tags.includes("virtual-address") ? [name] : [],
);

it("knows the scenarios that are to be struck", () => {
  expect(gray.length).toBeGreaterThan(17);
  expect(shared.length).toBeGreaterThan(4);
});

it.each([...gray, ...shared, "five-members"])("%s is struck by a sabotage, itself", (name) => {
  expect([...sabotages.values()].map(({ scenario }) => scenario)).toContain(name);
});

describe("a sabotage of the journal", () => {
  async function sabotaged(name: string, run: string) {
    const folder = recordedRun(run);
    const { report: without } = await judgeRun(folder);
    const { journal, expected } = sabotages.get(name) as Sabotage;
    const file = join(folder, "journal.jsonl");
    const text = readFileSync(file, "utf8");
    const changed = journal?.(text) ?? text;
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const { report } = await judgeRun(folder);
    return judged(expected, { code: report.exitCode, words: "", report, without });
  }

  it.each(["etcd-minority", "node-drain"])("is caught where a stretch is cut out of %s", async (run) => {
    expect((await sabotaged("journal-cut", run)).problems).toEqual([]);
  });

  it.each(["etcd-minority", "node-drain"])("changes nothing where a clock was stepped before %s", async (run) => {
    expect((await sabotaged("clock-stepped", run)).problems).toEqual([]);
  });
});
