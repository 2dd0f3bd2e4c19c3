import { expect, it } from "vitest";
import type { Lane } from "../../../../../src/report/page/client/lane.ts";
import { latencyColumns, latencyRange } from "../../../../../src/report/page/client/latency-columns.ts";

const lane: Lane = {
  ...{ name: "write/api/new", deadlineMs: 10_000, spans: [], outages: [], limits: [], unobserved: [] },
  ok: [1, 0, 0, 2],
  late: [0, 0, 0, 0],
  failed: [0, 0, 1, 0],
  unknown: [0, 0, 0, 0],
  leastMs: [2, null, null, 0],
  greatestMs: [2, null, null, 40],
  failures: [{ at: 210, latencyMs: 700, outcome: "failed", error: "hang", backend: "unknown" }],
};

it("has a point for each bin with answers and for each failure; a line ends where only failures were", () => {
  const columns = latencyColumns(lane, { from: 0, ms: 100, count: 4 });
  expect(columns.at).toEqual([50, 210, 250, 350]);
  expect(columns.least).toEqual([2, null, null, 0.1]);
  expect(columns.greatest).toEqual([2, null, null, 40]);
  expect(columns.lost).toEqual([undefined, 700, undefined, undefined]);
});

it("has an axis that holds all of it and the limits, and one where there is nothing", () => {
  const columns = latencyColumns(lane, { from: 0, ms: 100, count: 4 });
  const [low, high] = latencyRange(columns, [{ ms: 4_000 }]);
  expect(low).toBeGreaterThan(0);
  expect(low).toBeLessThan(0.1);
  expect(high).toBeGreaterThan(4_000);
  const [least, most] = latencyRange({ at: [], least: [], greatest: [], lost: [] }, []);
  expect(least).toBeGreaterThan(0);
  expect(most).toBeGreaterThan(least);
});
