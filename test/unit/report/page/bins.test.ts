import { expect, it } from "vitest";
import type { LaneSeries, Series } from "../../../../src/model/series.ts";
import { fitToPage } from "../../../../src/report/page/bins.ts";

function series(bins: number, lanes: number): Series {
  const zeros = new Array<number>(bins).fill(0);
  const lane = (index: number): LaneSeries => ({
    lane: `write/api/${index}`,
    ok: zeros.map(() => 1),
    late: zeros,
    failed: zeros.map((_, bin) => (bin === 5_003 ? 1 : 0)),
    unknown: zeros,
    errors: { refused: zeros.map((_, bin) => (bin === 5_003 ? 1 : 0)) },
    backends: { "control-plane": zeros.map(() => 1) },
    leastMs: zeros.map((_, bin) => (bin % 2 === 0 ? null : bin)),
    greatestMs: zeros.map((_, bin) => (bin % 2 === 0 ? null : bin)),
    failures: [],
    outages: [],
    degradations: [],
  });
  return { from: 300, binMs: 100, bins, lanes: Array.from({ length: lanes }, (_, index) => lane(index)) };
}

it("leaves a series that fits as it is", () => {
  const small = series(6_000, 16);
  expect(fitToPage(small)).toBe(small);
});

it("joins as many bins of a larger one as it must, and loses no attempt, failure or latency", () => {
  const fitted = fitToPage(series(6_000, 50));
  expect(fitted).toMatchObject({ from: 300, binMs: 300, bins: 2_000 });
  const [lane] = fitted.lanes as [LaneSeries];
  expect(lane.ok).toHaveLength(2_000);
  expect(lane.ok.reduce((sum, count) => sum + count, 0)).toBe(6_000);
  expect(lane.failed[Math.floor(5_003 / 3)]).toBe(1);
  expect(lane.errors.refused?.filter((count) => count > 0)).toEqual([1]);
  expect([lane.leastMs[0], lane.greatestMs[1]]).toEqual([1, 5]);
});
