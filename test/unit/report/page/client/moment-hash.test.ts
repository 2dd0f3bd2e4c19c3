import { expect, it } from "vitest";
import { hashOf, momentOf } from "../../../../../src/report/page/client/moment-hash.ts";

it("names a moment, and reads it back", () => {
  expect(hashOf(12_300)).toBe("#t=12.3s");
  expect(hashOf(83_412.7)).toBe("#t=83.41s");
  expect(hashOf(-5)).toBe("#t=0s");
  expect(momentOf("#t=12.3s")).toBe(12_300);
  for (const ms of [0, 10, 83_410, 7_200_000]) expect(momentOf(hashOf(ms))).toBeCloseTo(ms, 6);
});

it("reads a moment as axes and tables tell it", () => {
  expect(momentOf("#t=2:10.3")).toBeCloseTo(130_300, 6);
  expect(momentOf("#t=0:05")).toBe(5_000);
  expect(momentOf("#t=1:01:00")).toBe(3_660_000);
});

it.each([
  "",
  "#t=2:5",
  "#t=2:10s",
  "#t=:10",
  "#",
  "#t=",
  "#t=12",
  "#t=s",
  "#t=-3s",
  "#t=1e9s",
  "#t=12.s",
  "#t=12,3s",
  "#t=NaNs",
  "#t=12s ",
  "#t=12s&x",
  "#outages",
  "#T=12s",
])("ignores %j", (hash) => {
  expect(momentOf(hash)).toBeUndefined();
});
