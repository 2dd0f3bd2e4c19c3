import { expect, it } from "vitest";
import { readDeadline } from "../../../src/command-line/deadline.ts";
import { UsageError } from "../../../src/model/errors.ts";

it("a deadline counts from the start of the command, in the person's words", () => {
  expect(readDeadline("30m")).toEqual({ text: "30m", atMs: 1_800_000 });
  expect(readDeadline("168h")?.atMs).toBe(604_800_000);
  expect(readDeadline(undefined)).toBeUndefined();
});

it.each([
  ["soon", /^--deadline: "soon" is not a duration/],
  ["30", /^--deadline: "30" is not a duration/],
  ["-5m", /^--deadline: "-5m" is not a duration/],
  ["", /^--deadline: "" is not a duration/],
  ["0s", /^--deadline 0s: longer than nothing/],
  ["999999999h", /^--deadline 999999999h: at most 168h/],
])("%s is none", (text, message) => {
  expect(() => readDeadline(text)).toThrow(UsageError);
  expect(() => readDeadline(text)).toThrow(message);
});
