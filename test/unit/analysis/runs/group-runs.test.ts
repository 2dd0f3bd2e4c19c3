import { expect, test } from "vitest";
import { columnsOf, dayOf, groupRuns, isFlaky, versionOf } from "../../../../src/analysis/runs/group-runs.ts";
import { listedRun } from "../../../support/listed-runs.ts";

test("only runs that can be compared share a row, oldest first", () => {
  const late = listedRun({ name: "late", startedAt: "2026-11-25T00:00:00.000Z" });
  const fast = listedRun({ name: "fast", profile: "fast" });
  const early = listedRun({ name: "early", startedAt: "2026-11-20T00:00:00.000Z", kubernetes: "1.36.3" });
  const other = listedRun({ name: "other", scenario: "baseline" });
  const rows = groupRuns([late, fast, early, other]);
  expect(rows.map(({ scenario, on, runs }) => [scenario, on, runs.map(({ name }) => name)])).toEqual([
    ["baseline", "ha-3cp-3w, stock timings", ["other"]],
    ["etcd-minority", "ha-3cp-3w, fast timings", ["fast"]],
    ["etcd-minority", "ha-3cp-3w, stock timings", ["early", "late"]],
  ]);
});

test("a run is flaky with another one on the same version that came out otherwise; an inconclusive one says nothing", () => {
  const pass = listedRun();
  const fail = listedRun({ outcome: "fail" });
  const open = listedRun({ outcome: "inconclusive" });
  expect(isFlaky([pass, fail])).toBe(true);
  expect(isFlaky([pass, listedRun({ outcome: "fail", kubernetes: "1.36.3" })])).toBe(false);
  expect(isFlaky([pass, open])).toBe(false);
  expect(isFlaky([fail, fail, open])).toBe(false);
});

test("columns are in their order as numbers are, each once", () => {
  const runs = ["v1.9.1", "1.10.0", "1.9.1"].map((kubernetes) => listedRun({ kubernetes }));
  expect(columnsOf(runs, versionOf)).toEqual(["1.9.1", "1.10.0"]);
  expect(columnsOf(runs, dayOf)).toEqual(["2026-11-23"]);
});
