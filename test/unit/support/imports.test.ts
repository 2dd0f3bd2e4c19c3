import { describe, expect, it } from "vitest";
import { circlesIn, importsIn } from "../../support/imports.ts";

describe("importsIn", () => {
  it("finds files, packages and Node's modules, types and dynamic imports too, and nothing in comments", () => {
    const text = `import { join } from "node:path";
import type { Command } from "commander";
import {
  a,
  b,
} from "../model/lane.ts";
export { c } from "./c.ts";
import "./bare.ts";
const words = "apart from " | ", from "here"";
// import { d } from "./d.ts";
/** Written as import { e } from "./e.ts". */
const later = await import("@kubernetes/client-node/dist/config.js");`;
    expect(importsIn(text, "src/run/x.ts")).toEqual({
      files: ["src/model/lane.ts", "src/run/c.ts", "src/run/bare.ts"],
      packages: ["node", "commander", "@kubernetes/client-node"],
    });
  });
});

describe("circlesIn", () => {
  const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges));

  it("finds none where there is none", () => {
    expect(circlesIn(graph({ a: ["b", "c"], b: ["c"], c: [] }))).toEqual([]);
  });

  it("names the members of one, whoever leads to it", () => {
    expect(circlesIn(graph({ x: ["a"], a: ["b"], b: ["c"], c: ["a"] }))).toEqual([["a", "b", "c", "a"]]);
  });

  it("finds one of a file with itself", () => expect(circlesIn(graph({ a: ["a"] }))).toEqual([["a", "a"]]));
});
