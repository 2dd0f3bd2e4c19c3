import { expect, test } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { judgedPairs, noteSide, type Sides } from "../../../src/suite/write-cures.ts";

const report = (scenario: string, outcome: Report["outcome"], run = "") => ({ scenario, outcome, run }) as Report;

test("of each side it is the last run, with the outcomes of those before", () => {
  const sides: Sides = new Map();
  noteSide(sides, report("one-replica", "fail", "a"));
  noteSide(sides, report("other", "pass"));
  noteSide(sides, report("one-replica", "inconclusive", "b"));
  noteSide(sides, report("one-replica", "pass", "c"));
  const [pair] = judgedPairs([{ disease: "one-replica", cure: "spread" }], sides);
  expect(pair?.disease).toMatchObject({ report: { run: "c" }, before: ["fail", "inconclusive"] });
  expect(pair?.cure).toEqual({ scenario: "spread", report: null, before: [] });
});
