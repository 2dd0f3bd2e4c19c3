import { describe, expect, test } from "vitest";
import { colorsOf, terminalOf } from "../../../src/terminal/terminal.ts";

const terminal = { isTTY: true, columns: 90 } as const;
const pipe = {} as Parameters<typeof terminalOf>[0];

test("a terminal has colour and its own width, and is drawn anew", () => {
  expect(terminalOf(terminal, {})).toEqual({ live: true, color: true, width: 90 });
});

test("a pipe has neither, and the usual width; so has a terminal that does not know its own", () => {
  expect(terminalOf(pipe, {})).toEqual({ live: false, color: false, width: 80 });
  expect(terminalOf({ isTTY: true, columns: 0 }, {}).width).toBe(80);
});

describe("colour", () => {
  test.each([
    [{ NO_COLOR: "1" }, false, false],
    [{ NO_COLOR: "0" }, false, false],
    [{ NO_COLOR: "" }, true, false],
    [{ FORCE_COLOR: "1" }, true, true],
    [{ FORCE_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "true" }, true, true],
    [{ FORCE_COLOR: "3", NO_COLOR: "1" }, true, true],
    [{ FORCE_COLOR: "0" }, false, false],
    [{ FORCE_COLOR: "false" }, false, false],
    [{ TERM: "dumb" }, false, false],
    [{ CI: "true" }, true, false],
    [{ CI: "true", GITHUB_ACTIONS: "true" }, true, true],
    [{ CI: "1", GITLAB_CI: "true", NO_COLOR: "1" }, false, false],
    [{ CI: "false", GITHUB_ACTIONS: "true" }, true, false],
  ])("with %j", (environment, onTerminal, onPipe) => {
    expect(terminalOf(terminal, environment).color).toBe(onTerminal);
    expect(terminalOf(pipe, environment).color).toBe(onPipe);
  });

  test("changes nothing where there is none", () => {
    expect(colorsOf({ color: false }).red("text")).toBe("text");
    expect(colorsOf({ color: true }).red("text")).not.toBe("text");
  });
});

test.each([
  [{}, true],
  [{ CI: "true" }, false],
  [{ CI: "" }, true],
  [{ TERM: "dumb" }, false],
  [{ NO_COLOR: "1" }, true],
])("whether lines are drawn anew, with %j", (environment, live) => {
  expect(terminalOf(terminal, environment).live).toBe(live);
  expect(terminalOf(pipe, environment).live).toBe(false);
});

test.each([
  [90, {}, 90],
  [20, {}, 40],
  [500, {}, 200],
  [90, { COLUMNS: "70" }, 90],
  [0, { COLUMNS: "70" }, 70],
  [0, { COLUMNS: "none" }, 80],
])("of %i columns with %j, %i are used", (columns, environment, width) => {
  expect(terminalOf({ isTTY: true, columns }, environment).width).toBe(width);
});
