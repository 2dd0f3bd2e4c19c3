import { expect, test } from "vitest";
import { isYes } from "../../../src/terminal/confirm.ts";

test.each([
  ["y", true],
  [" Yes ", true],
  ["", false],
  ["n", false],
  ["yep", false],
  ["y n", false],
])("%j agrees: %s", (answer, agrees) => {
  expect(isYes(answer)).toBe(agrees);
});
