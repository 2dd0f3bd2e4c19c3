import { expect, test } from "vitest";
import { absencesOf } from "../../../../src/analysis/rescheduling/absent-nodes.ts";
import type { WatchArrival } from "../../../../src/model/watch.ts";
import { observedNode } from "../../../../src/stories/observed-objects.ts";
import { closed, gone, listed, observedRun, opened, told } from "../../../support/observed-run.ts";

const node = (ready: string) => observedNode("worker", { ready });
const absences = (...rows: readonly WatchArrival[]) =>
  absencesOf("worker", observedRun({ lanes: ["write/api/reused"], guarantees: [] }, { "watch-nodes": [rows] }));
const longest = (...rows: readonly WatchArrival[]) => {
  const found = absences(...rows) ?? [];
  return [
    Math.max(0, ...found.map(({ surelyMs }) => surelyMs)),
    Math.max(0, ...found.map(({ perhapsMs }) => perhapsMs)),
  ];
};
const begin = [listed(100, [node("True")]), opened(110)];
const end = closed(12_000, "stopped");
const relisted = (at: number, ...items: ReturnType<typeof node>[]) => [
  closed(at - 1_000, "reset"),
  gone(at - 10),
  listed(at, items),
  opened(at + 1),
];

test("a node was absent between the changes of its state, as far as these are dated", () => {
  const [surely = 0, perhaps = 0] = longest(...begin, told(4_000, node("Unknown")), told(7_000, node("True")), end);
  expect(surely).toBeGreaterThan(2_700);
  expect(surely).toBeLessThanOrEqual(3_000);
  expect(perhaps).toBeGreaterThanOrEqual(3_000);
  expect(perhaps).toBeLessThan(3_300);
});

test("a node that was Ready all the time was not absent, and one that nobody observed is not known", () => {
  expect(longest(...begin, end)).toEqual([0, 0]);
  expect(absencesOf("worker", observedRun({ lanes: [], guarantees: [] }, {}))).toBeUndefined();
  expect(absences(listed(100, [observedNode("worker2", { ready: "True" })]), opened(110), end)).toBeUndefined();
});

test("a node that was deleted is absent", () => {
  expect(longest(...begin, told(4_000, { ...node("True"), gone: true }), end)[0]).toBeGreaterThan(7_000);
});

test("a time that nobody saw is not surely an absence, and may be one", () => {
  const [surely = 0, perhaps = 0] = longest(...begin, ...relisted(6_000, node("True")), end);
  expect(surely).toBe(0);
  expect(perhaps).toBeCloseTo(2_000, -3);
  const [lost = 0] = longest(
    ...begin,
    told(2_000, node("Unknown")),
    ...relisted(6_000, node("Unknown")),
    told(7_000, node("True")),
    end,
  );
  expect(lost).toBeLessThan(2_100);
});
