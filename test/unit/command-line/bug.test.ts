import { expect, it } from "vitest";
import { describeBug } from "../../../src/command-line/bug.ts";

it("an error that nobody expected is told with where it came from, whatever was thrown", () => {
  expect(describeBug(new TypeError("x is not a function"))).toMatch(
    /^chaos: this is a bug\nTypeError: x is not a function\n {4}at .*\n$/s,
  );
  expect(describeBug("only words")).toBe("chaos: this is a bug\nonly words\n");
  expect(describeBug(Object.create(null))).toMatch(/^chaos: this is a bug\n.+\n$/);
});
