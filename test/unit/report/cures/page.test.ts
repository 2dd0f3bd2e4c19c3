import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import { curesMarkdown } from "../../../../src/report/cures/markdown.ts";
import { outRows } from "../../../../src/report/cures/out.ts";
import { curesPage } from "../../../../src/report/cures/page.ts";
import { judgeRun } from "../../../../src/run/judge-run.ts";
import { plainSpaces } from "../../../support/plain-spaces.ts";
import { recordedRun } from "../../../support/recorded-run.ts";

const folder = mkdtempSync(join(tmpdir(), "kind-chaos-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

let disease: Report;
let cure: Report;
beforeAll(async () => {
  disease = (await judgeRun(recordedRun("single-control-plane", folder))).report;
  cure = (await judgeRun(recordedRun("worker-kill", folder))).report;
});

const pair = () => ({
  disease: { scenario: "single-control-plane", report: disease, before: [] },
  cure: { scenario: "worker-kill", report: cure, before: [] },
});

test("set-up, outages as bounds and guarantees of both stand side by side, and nothing is fetched", () => {
  const page = plainSpaces(curesPage([pair()]));
  expect(page).toContain("disease: single-control-plane");
  expect(page).toContain("cure: worker-kill");
  expect(page).toContain("etcd: 1 member, 1 must agree: tolerates the loss of 0");
  expect(page).toContain("etcd: 3 members, 2 must agree: tolerates the loss of 1");
  for (const { promise } of disease.verdicts.slice(0, 2)) expect(page).toContain(promise.slice(0, 30));
  expect(page).toMatch(/<th scope="row">write, new<\/th><td class="text">\d[^<]* s to [^<]* s[^<]*<\/td>/);
  expect(page).not.toMatch(/<script [^>]*src|<img|<link|https?:/);
});

test("lanes through the node that was lost are no outage of the clients", () => {
  const clients = outRows(disease, cure);
  const http = clients.find(({ clients: name }) => name === "workload-http, new");
  // Through the killed worker itself nobody answers for 60 s.
  expect(http?.sides[1]).toMatch(/\d m?s to|never out|failed for/);
  expect(http?.sides[1]).not.toMatch(/min|[3-6]\d\.\d+ s(?! \()/);
  expect(clients.map(({ clients: name }) => name)).not.toContain("readyz, reused");
});

test("a side that was not run is told, and so is one that was not asked", () => {
  const alone = { ...pair(), cure: { scenario: "worker-kill", report: null, before: [] } };
  expect(plainSpaces(curesPage([alone]))).toContain("not run");
  expect(curesMarkdown([alone])).toMatch(/\| outcome \| .*pass \| not run \|/);
  expect(outRows(disease, null).every(({ sides }) => sides[1] === "not run")).toBe(true);
});

test("in Markdown the same pair has its table of outages", () => {
  const text = curesMarkdown([pair()]);
  expect(text).toContain("## single-control-plane and worker-kill");
  expect(text).toMatch(/\| write, new \| \d.* s to .* s/);
});

test("of several runs it is the last, and what became of those before it is told", () => {
  const several = { ...pair(), cure: { ...pair().cure, before: ["fail", "pass"] as const } };
  expect(plainSpaces(curesPage([several]))).toContain("the last of 3 runs: fail, pass, pass");
  expect(curesMarkdown([several])).toMatch(/\| outcome \| .*pass \| .*pass; the last of 3 runs: fail, pass, pass \|/);
});

test("what keeps a side from its verdict is told with it", () => {
  const [first, ...more] = disease.verdicts;
  const broken = {
    ...disease,
    outcome: "fail" as const,
    verdicts: [{ ...first, outcome: "fail", summary: "it was not" }, ...more],
  };
  const doubtful = {
    ...cure,
    outcome: "inconclusive" as const,
    assumptions: [{ name: "no error in the harness", outcome: "inconclusive" as const, summary: "timeout: x" }],
  };
  const told = {
    disease: { ...pair().disease, report: broken as Report },
    cure: { ...pair().cure, report: doubtful as Report },
  };
  for (const text of [plainSpaces(curesPage([told])), curesMarkdown([told])]) {
    expect(text).toContain("no error in the harness: timeout: x");
    expect(text).toContain(": it was not");
  }
});

test("a side that asked of what was lost alone is not said to have asked nobody", () => {
  const direct = (lane: string) => ({
    ...disease.stretches[0]?.lanes[0],
    lane,
    longestOutage: { atLeastMs: 1_000, atMostMs: 2_000 },
  });
  const asking = (...lanes: string[]) =>
    ({
      faults: [{ nodes: ["control-plane"] }],
      stretches: [{ name: "whole-run", lanes: lanes.map(direct) }],
    }) as unknown as Report;
  const rows = outRows(
    asking("readyz/control-plane/new"),
    asking("readyz/control-plane/new", "readyz/control-plane2/new"),
  );
  expect(rows.map(({ clients, sides }) => [clients, sides[0]])).toEqual([
    ["readyz, new", "asked of what was lost alone"],
  ]);
});

/** One lane that nobody was out of, in a run of which something is as said. */
const calm = (change: Partial<Report>, attempts = 100) =>
  ({
    ...{ end: "completed", assumptions: [], faults: [{ nodes: ["worker"], active: { proven: true } }] },
    ...change,
    stretches: [
      { name: "whole-run", lanes: [{ lane: "write/api/new", attempts, longestOutage: null, degradations: [] }] },
    ],
  }) as unknown as Report;

test.each([
  ["a fault that was not proven", calm({ faults: [{ nodes: ["worker"], active: { proven: false } }] as never })],
  ["a fault that never was", calm({ faults: [{ nodes: ["worker"] }] as never })],
  ["a run that was cut short", calm({ end: "interrupted" })],
  ["an assumption that did not hold", calm({ assumptions: [{ name: "a", outcome: "inconclusive", summary: "b" }] })],
  ["a lane without attempts", calm({}, 0)],
])("with %s nobody was shown not to be out", (_, report) => {
  expect(outRows(calm({}), calm({}))).toEqual([]);
  expect(outRows(calm({}), report)).toEqual([{ clients: "write, new", sides: ["never out", "not shown"] }]);
});

test("where nothing was out it is said of whom that is known", () => {
  const of = (one: Report | null, other: Report | null) => ({
    disease: { scenario: "a", report: one && { ...disease, ...one }, before: [] },
    cure: { scenario: "b", report: other && { ...cure, ...other }, before: [] },
  });
  const words = (one: Report | null, other: Report | null) => [
    curesMarkdown([of(one, other)]),
    curesPage([of(one, other)]),
  ];
  for (const text of words(calm({}), calm({}))) expect(text).toContain("Nothing on either side.");
  for (const text of words(calm({}), null)) expect(text).toContain("Nothing on the side that was run.");
  for (const text of words(null, null)) expect(text).toContain("Neither was run.");
});

test("both forms tell what was done", () => {
  const [step] = disease.steps;
  expect(step).toBeDefined();
  for (const text of [plainSpaces(curesPage([pair()])), curesMarkdown([pair()])]) {
    expect(text).toContain("what was done");
    expect(text).toContain(step);
  }
});

test("no text of a run is taken for a table or for HTML", () => {
  const hostile = "a <b>bold</b> & b | c";
  const odd = {
    ...cure,
    ...{ run: hostile, summary: hostile, steps: [hostile], outcome: "inconclusive" as const },
    assumptions: [{ name: hostile, outcome: "inconclusive" as const, summary: hostile }],
    verdicts: cure.verdicts.map((one) => ({ ...one, outcome: "fail" as const, promise: hostile, summary: hostile })),
  };
  const told = [{ ...pair(), cure: { ...pair().cure, scenario: hostile, report: odd, href: '"><b>' } }];
  const page = curesPage(told);
  expect(page).toContain("a &lt;b&gt;bold&lt;/b&gt; &amp; b | c");
  expect(page).not.toContain("<b>");
  const text = curesMarkdown(told);
  expect(text).toContain("a &lt;b>bold&lt;/b> & b \\| c");
  expect(text).not.toMatch(/(?<!\\)<b>/);
  // Every row of the table of both sides has as many cells as its head.
  const own = ["what it shows", "set-up", "what was done", "outcome", "run"];
  const rows = own.map((name) => text.split("\n").find((line) => line.startsWith(`| ${name} | `)));
  expect(rows.map((row) => row?.match(/(?<!\\)\|/g)?.length)).toEqual(own.map(() => 4));
});
