import { expect, it } from "vitest";
import { waitingMs } from "../../../src/command-line/waiting.ts";

it("takes a length of time up to a week", () => {
  expect([waitingMs("0s"), waitingMs("8h"), waitingMs("168h")]).toEqual([0, 28_800_000, 604_800_000]);
});

it("refuses anything else, by its name", () => {
  expect(() => waitingMs("169h")).toThrow("--wait 169h: at most 168h");
  expect(() => waitingMs("long")).toThrow(/^--wait: "long" is not a duration/);
});
