import { expect, it } from "vitest";
import { clock } from "../../../../src/report/page/clock.ts";

it("tells minutes and seconds, and hours where there are some", () => {
  expect([0, 5_000, 83_400, 130_300, 3_600_000, 90_061_000].map((ms) => clock(ms, 0))).toEqual([
    ...["0:00", "0:05", "1:23", "2:10", "1:00:00", "25:01:01"],
  ]);
  expect([clock(83_412, 1), clock(83_412, 3), clock(60_050, 2)]).toEqual(["1:23.4", "1:23.412", "1:00.05"]);
});

it("carries what is rounded up into the next minute or hour", () => {
  expect([clock(59_960, 1), clock(3_599_996, 2), clock(119_500, 0)]).toEqual(["1:00.0", "1:00:00.00", "2:00"]);
});

it("has a sign before the run's start, but not for nothing", () => {
  expect([clock(-5_300, 1), clock(-20, 1)]).toEqual(["−0:05.3", "0:00.0"]);
});
