import { expect, it } from "vitest";
import { eventAt, failuresWithin, neighbour, outageAt } from "../../../../../src/report/page/client/hits.ts";
import type { PageOutage } from "../../../../../src/report/page/outage-columns.ts";

const outage = (from: number, to: number | null, first = from + 5, last = first): PageOutage => ({
  ...{ from, to, atLeastMs: 0, atMostMs: null, attempts: 1, errors: { hang: 1 } },
  first: { at: first, error: "hang" },
  last: { at: last, error: "hang" },
});

it("hits the outage at a moment, the nearest within reach, the shortest of several", () => {
  const outages = [outage(1_000, 1_100), outage(2_000, 6_000), outage(5_000, 5_200)];
  expect([950, 1_050, 3_000, 5_100, 6_020, 7_000].map((ms) => outageAt(outages, ms, 60))).toEqual([0, 0, 1, 2, 1, -1]);
  expect(outageAt(outages, 1_600, 1_000)).toBe(1);
  expect(outageAt([outage(1_000, null)], 90_000, 0)).toBe(0);
  expect(outageAt([], 1, 1_000)).toBe(-1);
});

it("finds failures that began between two moments", () => {
  const failures = [100, 200, 200, 300].map((at) => ({
    ...({ at, latencyMs: 1, outcome: "failed", error: "hang", backend: "unknown" } as const),
  }));
  const at = (from: number, to: number) => failuresWithin(failures, from, to).map((failure) => failure.at);
  expect(at(0, 1_000)).toEqual([100, 200, 200, 300]);
  expect(at(200, 300)).toEqual([200, 200]);
  expect(at(301, 900)).toEqual([]);
  expect(at(0, 100)).toEqual([]);
});

it("goes from event to event, and stays where there is none", () => {
  expect([0, 10, 10.01, 30].map((ms) => neighbour([10, 20, 30], ms, 1))).toEqual([10, 20, 20, undefined]);
  expect([40, 30, 10].map((ms) => neighbour([10, 20, 30], ms, -1))).toEqual([30, 20, undefined]);
});

it("hits the event at a moment, the shortest of several, and one that is near", () => {
  const events = [
    { from: 0, to: 100 },
    { from: 40, to: 50 },
    { from: 200, to: 200 },
  ];
  expect(eventAt(events, 45, 5)).toEqual({ from: 40, to: 50 });
  expect(eventAt(events, 20, 5)).toEqual({ from: 0, to: 100 });
  expect(eventAt(events, 203, 5)).toEqual({ from: 200, to: 200 });
  expect(eventAt(events, 150, 5)).toBeUndefined();
});
