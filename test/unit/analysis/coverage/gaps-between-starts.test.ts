import { expect, test } from "vitest";
import { gapsBetweenStarts } from "../../../../src/analysis/coverage/gaps-between-starts.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { trackOf } from "../../../support/lane-track.ts";

const attempts = (...starts: readonly number[]) =>
  starts.map(
    (started, number): Sample => ({
      ...{ lane: 0, number, scheduled: started, started, ended: started + 9_000 },
      ...{ outcome: "failed", error: "hang", connection: 0 },
    }),
  );

const gaps = (limitMs: number, ...starts: readonly number[]) =>
  gapsBetweenStarts(trackOf({ samples: attempts(...starts) }), { from: 1_000, to: 6_000 }, limitMs).map(
    ({ from, to }) => [from, to],
  );

test("an attempt looks when it begins, however long its answer takes", () => {
  expect(gaps(2_000, 1_100, 3_000, 5_000)).toEqual([]);
});

test("a gap is one before the first attempt, between two, and after the last", () => {
  expect(gaps(1_000, 2_500, 4_000, 4_900)).toEqual([
    [1_000, 2_500],
    [2_500, 4_000],
    [4_900, 6_000],
  ]);
  expect(gaps(1_000)).toEqual([[1_000, 6_000]]);
});

test("what the schedule leaves between two attempts is none, however short the limit", () => {
  expect(gaps(50, ...Array.from({ length: 25 }, (_, index) => 1_000 + index * 200))).toEqual([]);
});
