import { expect, test } from "vitest";
import { boundsIn, spanOf } from "../../support/bounds-in-words.ts";

test.each([
  ["769 ms to 1.81 s", [769, 1_810]],
  ["1 min 4 s to 2 min 0 s", [64_000, 120_000]],
  ["at most 3.04 s", [0, 3_040]],
  ["", undefined],
  ["23 % to 40 %", undefined],
  ["1.81 s", undefined],
])("%s are bounds", (words, bounds) => expect(boundsIn(words)).toEqual(bounds));

test("the span of several is the least to the most of any of them", () => {
  expect(spanOf(["2.26 s to 4.96 s", "2.22 s to 4.98 s", "2.12 s to 4.74 s"])).toBe("2.12 s to 4.98 s");
  expect(spanOf(["at most 127 ms", "10 ms to 1 min 4 s"])).toBe("at most 1 min 4 s");
  expect(spanOf(["3.03 s to 3.32 s"])).toBe("3.03 s to 3.32 s");
  expect(spanOf([])).toBe("");
});
