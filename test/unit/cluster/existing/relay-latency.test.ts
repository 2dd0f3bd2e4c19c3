import { expect, test } from "vitest";
import { medianOf } from "../../../../src/cluster/existing/relay-latency.ts";

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[0.123_45], 0.123],
  [[], Number.NaN],
])("the median of %j", (numbers, median) => {
  expect(medianOf(numbers)).toBe(median);
});
