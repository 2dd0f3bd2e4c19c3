import { expect, test } from "vitest";
import { colorsOf, terminalOf } from "../../../src/terminal/terminal.ts";

const terminal = { isTTY: true, columns: 90 } as const;
const pipe = {} as Parameters<typeof terminalOf>[0];

test("a terminal has colour and its own width", () => {
  expect(terminalOf(terminal, {})).toEqual({ live: true, color: true, width: 90 });
});

test("NO_COLOR takes the colour and leaves the live view", () => {
  expect(terminalOf(terminal, { NO_COLOR: "1" })).toEqual({ live: true, color: false, width: 90 });
});

test("a pipe has neither, and the usual width; so has a terminal that does not know its own", () => {
  expect(terminalOf(pipe, {})).toEqual({ live: false, color: false, width: 120 });
  expect(terminalOf({ isTTY: true, columns: 0 }, {}).width).toBe(120);
});

test("colours change nothing where there is no colour", () => {
  expect(colorsOf({ color: false }).red("text")).toBe("text");
  expect(colorsOf({ color: true }).red("text")).not.toBe("text");
});
