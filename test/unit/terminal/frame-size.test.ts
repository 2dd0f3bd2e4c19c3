import { expect, test } from "vitest";
import { frameSizeOf } from "../../../src/terminal/frame-size.ts";

test.each([
  [80, 24, { width: 79, height: 17 }],
  [160, 50, { width: 159, height: 43 }],
  [40, 8, { width: 39, height: 5 }],
  [1, 1, { width: 1, height: 1 }],
  [0, 0, { width: 79, height: 17 }],
])("of a terminal of %i columns and %i rows", (columns, rows, size) => {
  expect(frameSizeOf({ columns, rows })).toEqual(size);
});
