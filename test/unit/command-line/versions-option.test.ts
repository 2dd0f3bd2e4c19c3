import { expect, it } from "vitest";
import { onEachVersion, readVersions } from "../../../src/command-line/versions-option.ts";

it("takes versions with blanks, commas or both between", () => {
  expect([readVersions("1.37"), readVersions(" 1.36  1.37 "), readVersions("1.36,1.37, 1.35")]).toEqual([
    ["1.37"],
    ["1.36", "1.37"],
    ["1.36", "1.37", "1.35"],
  ]);
  expect(() => readVersions(" , ")).toThrow("versions are expected");
});

it("makes a choice for each, each once, and keeps everything else", () => {
  const on = (versions: readonly string[]) => onEachVersion({ versions, kind: "0.33", profile: "fast" });
  expect(on(["1.36", "1.37", "1.36"]).map(({ kubernetes, profile }) => [kubernetes, profile])).toEqual([
    ["1.36", "fast"],
    ["1.37", "fast"],
  ]);
  const alone = { kubernetes: "1.36" };
  expect(onEachVersion(alone)).toEqual([alone]);
});

it("refuses versions that are said in two ways, and those that there are not", () => {
  expect(() => onEachVersion({ versions: ["1.36"], kubernetes: "1.37" })).toThrow("give one of them");
  expect(() => onEachVersion({ versions: ["1.36", "1.37"], image: "kindest/node:v1.36.4" })).toThrow(/--image/);
  expect(() => onEachVersion({ versions: ["banana"] })).toThrow();
});
