import { expect, test } from "vitest";
import { boundsIn, spanOf } from "../../../../tools/high-availability/bounds-in-words.ts";

test.each([
  ["769 ms to 1.81 s", [769, 1_810]],
  ["1 min 4 s to 2 min 0 s", [64_000, 120_000]],
  ["at most 3.04 s", [0, 3_040]],
  ["", undefined],
  ["23 % to 40 %", undefined],
  ["1.81 s", undefined],
])("%s are bounds", (words, bounds) => expect(boundsIn(words)).toEqual(bounds));

test("the span of several is the least to the most of any of them", () => {
  expect(
    spanOf([
      [2_260, 4_960],
      [2_220, 4_980],
      [2_120, 4_740],
    ]),
  ).toEqual([2_120, 4_980]);
  expect(spanOf([])).toBeUndefined();
});
