import { expect, test } from "vitest";
import { beside } from "../../../../src/report/parts/markdown-verdicts.ts";

test.each([
  [[5_100, 6_000], "slower than expected"],
  [[5_100, null], "slower than expected"],
  [[881, 1_130], "quicker than expected"],
  [[2_600, 4_000], "as expected"],
  [[2_500, 5_000], "as expected"],
  [[2_000, 3_000], "may be as expected"],
  [[3_000, 6_000], "may be as expected"],
  [[3_000, null], "may be as expected"],
] as const)("%j beside 2.5 s to 5 s is %s", (measured, words) => {
  expect(beside(measured, [2_500, 5_000])).toBe(words);
});
