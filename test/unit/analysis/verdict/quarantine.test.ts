import { describe, expect, it } from "vitest";
import { describeEnded, describeMark, endedOf, passingMarks } from "../../../../src/analysis/verdict/quarantine.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import type { SuiteResult } from "../../../../src/model/suite.ts";
import { quarantineMark, suiteRun } from "../../../support/suite-builder.ts";

const mark = quarantineMark();
const part = quarantineMark({ guarantee: "a" });
const ran = (outcome: Outcome, own: Outcome = outcome, quarantine = [mark]) =>
  suiteRun({ result: { outcome, verdicts: [{ id: "a", outcome: own }] } as unknown as SuiteResult, quarantine });

describe("a quarantine in words", () => {
  it("says what, until when, how long that is and why", () => {
    expect(describeMark(mark)).toBe("in quarantine until 2026-12-31 (38 days left): a known flaw");
    expect(describeMark({ ...part, daysLeft: 1 })).toMatch(/^a is in quarantine until 2026-12-31 \(1 day left\): /);
    expect(describeMark({ ...mark, daysLeft: 0 })).toContain("(the last day)");
  });

  it("that has ended says so, for scenarios of the call alone", () => {
    const entry = (scenario: string, daysLeft: number, inCall: boolean) => ({ ...part, scenario, daysLeft, inCall });
    const entries = [entry("over", -1, true), entry("last-day", 0, true), entry("other", -1, false)];
    const ended = endedOf({ file: "q.yaml", entries });
    expect(ended.map((one) => describeEnded(one, "q.yaml"))).toEqual([
      "q.yaml: the quarantine of a of over ended on 2026-12-31 and has no effect (a known flaw): take it out, or set a new day",
    ]);
    expect(endedOf(null)).toEqual([]);
  });
});

describe("what may leave its quarantine", () => {
  it.each([
    ["one that passes", [ran("pass")], 1],
    ["one that passes every time", [ran("pass"), ran("pass")], 1],
    ["not one that passes now and then", [ran("pass"), ran("fail"), ran("pass")], 0],
    ["not one that stays open", [ran("inconclusive")], 0],
    ["not one that was not run every time", [ran("pass"), suiteRun({ quarantine: [mark] })], 0],
    ["not what is in none", [ran("pass", "pass", [])], 0],
    ["one guarantee that passes, whatever the rest does", [ran("fail", "pass", [part])], 1],
    ["not one guarantee that does not", [ran("fail", "fail", [part])], 0],
    ["not one guarantee that was not judged", [ran("pass", "pass", [quarantineMark({ guarantee: "gone" })])], 0],
    ["one beside a scenario of the same name that is in none", [ran("pass"), ran("fail", "fail", [])], 1],
  ])("%s", (_, runs, count) => {
    expect(passingMarks({ runs })).toHaveLength(count);
  });
});
