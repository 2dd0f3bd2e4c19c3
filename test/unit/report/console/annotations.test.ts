import { describe, expect, it } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import type { Verdict } from "../../../../src/model/verdict.ts";
import { annotationsOf, suiteAnnotationsOf } from "../../../../src/report/console/annotations.ts";
import { quarantineMark, suiteOf, suiteRun } from "../../../support/suite-builder.ts";

const verdict = (id: string, outcome: Verdict["outcome"]): Verdict => ({
  ...{ id, guarantee: "g", promise: "p", outcome, summary: "s", marks: [], measuredMs: [5_000, 6_000], limitMs: 4_000 },
});
const report = (outcome: Report["outcome"], verdicts: readonly Verdict[], errors: readonly string[] = []) =>
  ({ scenario: "a", outcome, verdicts, errors, assumptions: [], machine: { notCarried: null } }) as unknown as Report;

describe("annotations of a run", () => {
  it("are an error for each guarantee that broke, with figures, and for what the harness did", () => {
    expect(annotationsOf(report("fail", [verdict("x", "fail"), verdict("y", "pass")], ["kube: gone"]))).toEqual([
      { level: "error", title: "a", message: "x: 5 s to 6 s, the limit is 4 s" },
      { level: "error", title: "a", message: "kube: gone" },
    ]);
  });

  it("are one warning for a run that showed nothing, and none for one that passed", () => {
    expect(annotationsOf(report("inconclusive", [verdict("x", "inconclusive")]))).toEqual([
      { level: "warning", title: "a", message: expect.stringMatching(/^INCONCLUSIVE: 1 of 1 .*; x: 5 s to 6 s/) },
    ]);
    expect(annotationsOf(report("pass", [verdict("x", "pass")]))).toEqual([]);
  });

  it("are at most ten, the last of which says how many more there are", () => {
    const all = Array.from({ length: 14 }, (_, index) => verdict(`x${index}`, "fail"));
    const told = annotationsOf(report("fail", all));
    expect(told).toHaveLength(10);
    expect(told.at(-1)).toEqual({ level: "warning", title: "kind-chaos", message: "5 more are in the report" });
  });
});

it("annotations of several runs are of those that decide, errors first", () => {
  const notRun = suiteRun({ scenario: "b", notRun: "interrupted" });
  const kept = suiteRun({ scenario: "c", notRun: "interrupted", quarantine: [quarantineMark()] });
  const unsupported = suiteRun({ scenario: "d", unsupported: true, notRun: "no netem" });
  const told = suiteAnnotationsOf(suiteOf([notRun, kept, unsupported]));
  expect(told.map(({ level, title }) => [level, title])).toEqual([
    ["warning", "b"],
    ["warning", "c"],
  ]);
  expect(told[0]?.message).toBe("not run: interrupted");
});
