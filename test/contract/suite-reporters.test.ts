import { describe, expect, test } from "vitest";
import { create } from "xmlbuilder2";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import { type Suite, suiteSchema } from "../../src/model/suite.ts";
import { renderSuite } from "../../src/report/console/suite.ts";
import junit from "../../src/report/suite/junit.ts";
import markdown from "../../src/report/suite/markdown.ts";
import { loadGuarantees, loadSuiteReporters } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { judgedOnBusyMachine } from "../support/busy-machine.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { suiteOf, suiteResult, suiteRun } from "../support/suite-builder.ts";

const guarantees = await loadGuarantees();
const reporters = await loadSuiteReporters();

const runOf = (scenario: string, story: Story, change = {}) =>
  suiteRun({ scenario, result: suiteResult(judge(buildTimeline(buildJournal(story)), guarantees), change) });
const stories = guaranteeStories["max-outage"] as Record<"pass" | "fail" | "inconclusive", Story>;

const passed = runOf("etcd-minority", stories.pass);
const failed = runOf("lb-kill", stories.fail, { replaced: "etcd members: one | missing" });
const open = runOf("etcd-majority", stories.inconclusive, { exitCode: 2, errors: ["kube: a <tag> &\nmore \u0000"] });
const notRun = suiteRun({ scenario: "baseline", repeat: 2, notRun: "interrupted" });
const unsupported = suiteRun({ scenario: "network-degrade", unsupported: true, notRun: "no netem in this kernel" });

const suites: Record<string, Suite> = {
  passed: suiteOf([passed, unsupported]),
  mixed: suiteOf([passed, failed, open, notRun, unsupported]),
  interrupted: suiteOf([passed, notRun], "interrupted"),
};
const mixed = suites.mixed as Suite;

test("there is a reporter for JSON, Markdown and JUnit, and each has a file of its own", () => {
  const files = reporters.map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining(["junit.xml", "summary.json", "summary.md"]));
  expect(new Set(files).size).toBe(files.length);
});

test.each(Object.keys(suites))("a suite that %s fits the published schema, and every reporter renders it", (name) => {
  const suite = suites[name] as Suite;
  expect(suiteSchema.safeParse(JSON.parse(JSON.stringify(suite))).error?.issues).toBeUndefined();
  for (const reporter of reporters) expect(reporter.render({ suite })).toMatch(/\S\n$/);
});

test("a run that its machine spoiled is told by that, before any guarantee", async () => {
  const report = await judgedOnBusyMachine("max-outage", 1);
  const spoiled = suiteRun({ scenario: "etcd-minority", result: suiteResult(report) });
  const row = markdown
    .render({ suite: suiteOf([spoiled]) })
    .split("\n")
    .find((line) => line.includes("etcd-minority"));
  expect(row).toMatch(/inconclusive .* did not hold: this machine carried .*: this machine's CPU was saturated/);
});

describe("JUnit over all", () => {
  const totalsOf = (suite: Suite) =>
    ["failures", "errors"].map((name) =>
      Number(junit.render({ suite }).match(new RegExp(`<testsuites[^>]* ${name}="(\\d+)"`))?.[1]),
    );

  test("is well-formed, and green only where all passed that can be run here", () => {
    for (const suite of Object.values(suites))
      expect(create(junit.render({ suite })).root().node.nodeName).toBe("testsuites");
    expect(totalsOf(suites.passed as Suite)).toEqual([0, 0]);
    expect(totalsOf(suites.interrupted as Suite)[1]).toBeGreaterThan(0);
    const [failures = 0, errors = 0] = totalsOf(mixed);
    expect(failures > 0 && errors > 1).toBe(true);
  });

  test("has a test suite for every run, with its number where it is repeated", () => {
    const xml = junit.render({ suite: mixed });
    for (const name of ["etcd-minority", "lb-kill", "etcd-majority", "baseline#2"]) {
      expect(xml).toContain(`<testsuite name="${name}"`);
    }
    expect(xml).not.toContain("network-degrade");
  });
});

test("a run that nothing but an assumption kept from passing shows that one in the table", () => {
  const busy = { name: "CPU to spare", outcome: "inconclusive", summary: "saturated" } as const;
  const run = runOf("etcd-minority", stories.pass, { outcome: "inconclusive", exitCode: 3, assumptions: [busy] });
  expect(markdown.render({ suite: suiteOf([run]) })).toMatch(/\| did not hold: CPU to spare: saturated \|/);
});

test("the Markdown has the table first, then why runs did not pass and what was replaced", () => {
  const text = markdown.render({ suite: mixed });
  expect(text).toMatch(/^# suite-.*: ✗ fail\n\n1 pass, 1 fail, 1 inconclusive, 1 not run, 1 unsupported\. /);
  expect(text).toMatch(/\| baseline#2 \| · not run \| {2}\| interrupted \|/);
  expect(text).toMatch(/## lb-kill\n\n[^#]*✗ fail/);
  expect(text).toContain("etcd members: one \\| missing");
  expect(text).not.toMatch(/## etcd-minority/);
});

describe("the table in a terminal", () => {
  const text = renderSuite(mixed, { color: false, width: 140 });

  test("has scenario, outcome, duration, worst guarantee and report of every run", () => {
    expect(text).toMatch(/scenario +outcome +duration +worst guarantee +report/);
    expect(text).toMatch(/✗ lb-kill +fail +[\d.]+ s +4\.\d\d s to 4\.\d\d s of 4\.00 s: write\/api.* {2}story-/);
    expect(text).toMatch(/· baseline#2 +not run +interrupted/);
    expect(text).toMatch(/· network-degrade +unsupported +no netem/);
    expect(text).toContain("✗ FAIL: 1 pass, 1 fail, 1 inconclusive, 1 not run, 1 unsupported");
  });

  test("has the same words with colour", () => {
    const paint = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
    expect(text).not.toMatch(paint);
    expect(renderSuite(mixed, { color: true, width: 140 }).replaceAll(paint, "")).toBe(text);
  });
});
