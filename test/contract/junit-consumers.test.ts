import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergeToString } from "junit-report-merger";
import { parse as parseToJson } from "junit2json";
import { parse as parseResults } from "test-results-parser";
import { describe, expect, test } from "vitest";
import { courseOf } from "../../src/analysis/course/course.ts";
import { factsOf } from "../../src/analysis/facts/facts-of.ts";
import { seriesOf } from "../../src/analysis/series/series.ts";
import { buildTimeline } from "../../src/analysis/timeline/timeline.ts";
import { judge } from "../../src/analysis/verdict/judge.ts";
import junit from "../../src/report/junit.ts";
import suiteJunit from "../../src/report/suite/junit.ts";
import { loadGuarantees } from "../../src/scenario/catalogue.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { guaranteeStories } from "../support/guarantee-stories.ts";
import { quarantineMark, strictTerms, suiteOf, suiteResult, suiteRun } from "../support/suite-builder.ts";

/** Parsers that people's dashboards, bots and pipelines read JUnit with; each is asked what it understood. */
interface Understood {
  readonly cases: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly names: readonly string[];
}

const guarantees = await loadGuarantees();
const timelineOf = (story: Story) => buildTimeline(buildJournal(story));
const stories = guaranteeStories["max-outage"] as Record<"pass" | "fail" | "inconclusive", Story>;
const single = (story: Story) => {
  const timeline = timelineOf(story);
  const facts = factsOf(timeline);
  const report = judge(timeline, guarantees);
  return junit.render({ report, series: seriesOf(facts), course: courseOf(facts, guarantees) });
};
const result = (story: Story, change = {}) => suiteResult(judge(timelineOf(story), guarantees), change);
const suite = suiteOf(
  [
    suiteRun({ scenario: "etcd-minority", result: result(stories.pass) }),
    suiteRun({
      scenario: "lb-kill",
      earlier: [result(stories.inconclusive, { errors: ["kube: x"] })],
      result: result(stories.pass),
    }),
    suiteRun({ scenario: "node-drain", result: result(stories.fail), quarantine: [quarantineMark()] }),
    suiteRun({ scenario: "node-kill", result: result(stories.fail, { errors: ["kube: a <tag> & ]]> | `more`"] }) }),
    suiteRun({ scenario: "baseline", notRun: "interrupted" }),
  ],
  "completed",
  { ...strictTerms, retryInconclusive: 1 },
);
const files = {
  "a run that passed": single(stories.pass),
  "a run that failed": single(stories.fail),
  "a run that is inconclusive": single(stories.inconclusive),
  "a suite": suiteJunit.render({ suite }),
};

/** What is in the file, counted without any parser of JUnit. */
function written(xml: string): Understood {
  const cases = [...xml.matchAll(/<testcase [^>]*? name="([^"]*)"[^>]*?>([\s\S]*?)<\/testcase>/g)];
  const having = (tag: string) => cases.filter(([, , inner]) => inner?.includes(`<${tag} `)).length;
  return {
    cases: cases.length,
    failures: having("failure"),
    errors: having("error"),
    skipped: having("skipped"),
    names: cases.map(([, name = ""]) => decoded(name)),
  };
}

function decoded(text: string): string {
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
  return text.replaceAll(/&\w+;/g, (entity) => entities[entity] ?? entity);
}

describe.each(Object.entries(files))("%s is understood", (_, xml) => {
  const expected = written(xml);

  test("by junit2json, times included", async () => {
    const parsed = (await parseToJson(xml)) as { testsuite?: { time?: number; testcase?: Parsed[] }[] };
    const suites = parsed.testsuite ?? [];
    const cases = suites.flatMap(({ testcase = [] }) => testcase);
    expect({
      cases: cases.length,
      failures: cases.filter(({ failure }) => failure !== undefined).length,
      errors: cases.filter(({ error }) => error !== undefined).length,
      skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
      names: cases.map(({ name }) => name),
    }).toEqual(expected);
    for (const { time } of [...suites, ...cases]) expect(time).toBeGreaterThanOrEqual(0);
  });

  test("by test-results-parser, times and properties included", () => {
    const file = join(mkdtempSync(join(tmpdir(), "junit-")), "junit.xml");
    writeFileSync(file, xml);
    const { result: parsed } = { result: parseResults({ type: "junit", files: [file] }) as ParsedResult };
    const cases = parsed.suites.flatMap((one) => one.cases);
    const bad = cases.filter(({ status }) => status === "FAIL").length;
    expect({ cases: cases.length, bad, skipped: cases.filter(({ status }) => status === "SKIP").length }).toEqual({
      cases: expected.cases,
      bad: expected.failures + expected.errors,
      skipped: expected.skipped,
    });
    for (const { duration } of [...parsed.suites, ...cases]) expect(duration).toBeGreaterThanOrEqual(0);
    expect(parsed.suites[0]?.metadata).toMatchObject({ profile: expect.any(String), seed: expect.anything() });
  });

  test("by junit-report-merger, twice in one file", async () => {
    const merged = written(await mergeToString([xml, xml]));
    expect({ cases: merged.cases, failures: merged.failures, errors: merged.errors }).toEqual({
      cases: 2 * expected.cases,
      failures: 2 * expected.failures,
      errors: 2 * expected.errors,
    });
  });
});

test("the suite has cases of every kind", () => {
  const { failures, errors, skipped } = written(files["a suite"]);
  expect(Math.min(failures, errors, skipped)).toBeGreaterThan(0);
});

test("an earlier attempt's trouble that the last one had nothing of is told as flaky", () => {
  expect(files["a suite"]).toMatch(
    /classname="lb-kill\.harness" name="kube" time="0\.000">\s*<flakyError message="attempt 1: kube: x"/,
  );
});

interface Parsed {
  readonly name?: string;
  readonly time?: number;
  readonly failure?: unknown;
  readonly error?: unknown;
  readonly skipped?: unknown;
}

interface ParsedResult {
  readonly suites: readonly {
    readonly duration: number;
    readonly metadata: object;
    readonly cases: readonly { readonly status: string; readonly duration: number }[];
  }[];
}
