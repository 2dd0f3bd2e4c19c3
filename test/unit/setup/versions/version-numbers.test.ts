import { expect, test } from "vitest";
import { newestFirst, resolveVersion } from "../../../../src/setup/versions/version-numbers.ts";

test("the newest is first, by numbers, and a release before its candidates", () => {
  const sorted = ["1.37.0", "1.37.0-rc.1", "1.36.10", "1.36.9", "1.36.9-rc.0"];
  expect(newestFirst(sorted.toReversed())).toEqual(sorted);
});

test.each([
  ["1.36.4", "1.36.4"],
  ["v1.36.4", "1.36.4"],
  ["1.36", "1.36.10"],
  ["v1.36", "1.36.10"],
  ["1.3", undefined],
  ["1", undefined],
  ["1.36.5", undefined],
  ["1.36.", undefined],
  ["banana", undefined],
  ["", undefined],
  ["vv1.36", undefined],
])("%s means %s", (wanted, meant) => {
  expect(resolveVersion(wanted, ["1.37.0", "1.36.10", "1.36.4"])).toBe(meant);
});
