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
  expect(http?.sides[1] ?? "").not.toMatch(/min|[3-6]\d\.\d+ s(?! \()/);
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
