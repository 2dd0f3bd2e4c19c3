import { expect, test } from "vitest";
import type { LaneSeries } from "../../../../src/model/series.ts";
import { latencyCounter, troubleCounter } from "../../../../src/report/parts/trace-counters.ts";

const lane = (bins: number, failedAt: number): LaneSeries => {
  const zeros = () => new Array<number>(bins).fill(0);
  return {
    ...{ lane: "write/api/new", ok: zeros(), late: zeros(), failed: zeros().with(failedAt, 3), unknown: zeros() },
    ...{ errors: {}, backends: {}, failures: [], outages: [], degradations: [] },
    leastMs: zeros()
      .map((_, bin) => bin + 1)
      .with(failedAt, null as unknown as number),
    greatestMs: zeros()
      .map((_, bin) => bin + 2)
      .with(failedAt, null as unknown as number),
  };
};

test("values are told when they change, and at the end", () => {
  const { points } = troubleCounter(lane(10, 4), { from: 1_000, binMs: 100, bins: 10 });
  expect(points.map(({ at, values }) => [at, values.failed])).toEqual([
    [1_000, 0],
    [1_400, 3],
    [1_500, 0],
    [2_000, 0],
  ]);
});

test("a long run has wider points that lose no failure, no least and no greatest latency", () => {
  const bins = { from: 0, binMs: 100, bins: 6_000 };
  const trouble = troubleCounter(lane(6_000, 4_321), bins).points;
  expect(trouble.map(({ values }) => values.failed)).toEqual([0, 3, 0, 0]);
  const { points } = latencyCounter(lane(6_000, 4_321), bins);
  expect(points.length).toBeLessThan(1_600);
  expect(points[0]?.values).toEqual({ least: 1, greatest: 5 });
  expect(points.at(-1)).toEqual({ at: 600_000, values: { least: 5_997, greatest: 6_001 } });
});

test("a bin in which nothing succeeded has no latency", () => {
  const { points } = latencyCounter(lane(3, 1), { from: 0, binMs: 100, bins: 3 });
  expect(points.map(({ values }) => values.greatest)).toEqual([2, 0, 4, 4]);
});
