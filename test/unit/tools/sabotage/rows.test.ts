import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { caughtRow, digestOf, readRows, withRow } from "../../../../tools/sabotage/rows.ts";
import type { Sabotage } from "../../../../tools/sabotage/sabotage.ts";
import { oneWayCaught as row, oneWay as sabotage } from "../../../support/caught-sabotage.ts";

describe("the rows of sabotages", () => {
  it("hold the newest of each, in the order of their names, and nothing else", () => {
    const newer = { ...row, outcome: "inconclusive" };
    const other = { ...row, sabotage: "a-way" };
    const rows = withRow(withRow([row], other), newer);
    expect(rows).toEqual([other, newer]);
    expect(readRows(JSON.stringify(rows))).toEqual(rows);
    expect(() => readRows('[{"sabotage":1}]')).toThrow();
  });

  it("count where the sabotage was caught, by the expectation of today", () => {
    expect(caughtRow([row], "one-way", sabotage)).toBe(row);
    expect(caughtRow([row], "other-way", sabotage)).toBeUndefined();
    expect(caughtRow([{ ...row, problems: ["it passed"] }], "one-way", sabotage)).toBeUndefined();
    const { expectation: _, ...old } = row;
    expect(caughtRow([old], "one-way", sabotage)).toBeUndefined();
  });
});

describe("the digest of an expectation", () => {
  it.each<[string, Partial<Sabotage>]>([
    ["words", { expected: { verdict: "fail", guarantees: { "max-outage": /api/ } } }],
    ["a guarantee", { expected: { verdict: "fail", guarantees: { "no-outage": /lb/ } } }],
    ["a verdict", { expected: { verdict: "inconclusive", guarantees: { "max-outage": /lb/ } } }],
    ["a scenario", { scenario: "y" }],
    ["a profile", { profile: "fast" }],
  ])("is another with another: %s", (_, other) => {
    expect(digestOf({ ...sabotage, ...other })).not.toBe(digestOf(sabotage));
  });

  it("is another when the text of its own scenario is another", () => {
    const folder = mkdtempSync(join(tmpdir(), "sabotage-"));
    const scenario = join(folder, "own.ts");
    const ofText = (text: string) => {
      writeFileSync(scenario, text);
      return digestOf({ ...sabotage, scenario });
    };
    expect(ofText("one")).not.toBe(ofText("other"));
    expect(ofText("one")).toBe(ofText("one"));
    rmSync(folder, { recursive: true });
  });

  it("is the same with other words about it, or another way to strike", () => {
    const prepare = async () => ({ takeBack: async () => undefined });
    expect(digestOf({ ...sabotage, weakness: "other", prepare })).toBe(digestOf(sabotage));
    expect(digestOf(sabotage)).toMatch(/^[0-9a-f]{12}$/);
  });
});
