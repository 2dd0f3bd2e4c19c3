import { describe, expect, it } from "vitest";
import { conclude, worstVerdict } from "../../../../src/analysis/verdict/suite.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import type { SuiteResult, SuiteVerdict } from "../../../../src/model/suite.ts";
import { suiteRun } from "../../../support/suite-builder.ts";

const ran = (outcome: Outcome, exitCode: number) => suiteRun({ result: { outcome, exitCode } as SuiteResult });
const passed = ran("pass", 0);
const failed = ran("fail", 1);
const open = ran("inconclusive", 3);
const broken = ran("inconclusive", 2);
const notRun = suiteRun();
const unsupported = suiteRun({ unsupported: true });

describe("what several runs come to", () => {
  it.each([
    ["all passed", [passed, passed], "pass", 0],
    ["one broke", [passed, failed, open, broken], "fail", 1],
    ["the harness failed in one", [passed, open, broken], "inconclusive", 2],
    ["one stayed open", [passed, open], "inconclusive", 3],
    ["one was not run", [passed, notRun], "inconclusive", 3],
    ["one cannot be run here", [passed, unsupported], "pass", 0],
    ["none can be run here", [unsupported], "inconclusive", 3],
    ["none was there", [], "inconclusive", 3],
  ] as const)("%s", (_, runs, outcome, exitCode) => {
    expect(conclude(runs, "completed")).toEqual({ outcome, exitCode });
  });

  it("an interruption exits with 130 whatever was seen", () => {
    expect(conclude([failed, notRun], "interrupted")).toEqual({ outcome: "fail", exitCode: 130 });
    expect(conclude([passed], "interrupted").exitCode).toBe(130);
  });
});

describe("the worst verdict", () => {
  const verdict = (promise: string, outcome: Outcome, limitMs?: number, atMost?: number | null): SuiteVerdict => ({
    id: promise,
    guarantee: "max-outage",
    promise,
    outcome,
    summary: "",
    ...(limitMs === undefined ? {} : { limitMs }),
    ...(atMost === undefined ? {} : { measuredMs: [0, atMost] }),
  });
  const easy = verdict("easy", "pass", 4_000, 100);
  const tight = verdict("tight", "pass", 1_000, 900);
  const timeless = verdict("timeless", "pass");
  const open = verdict("open", "inconclusive", 1_000, null);
  const broken = verdict("broken", "fail", 1_000, 2_000);

  it("is one that broke, then one that stayed open, then the one nearest to its limit", () => {
    expect(worstVerdict([easy, open, broken, tight])?.promise).toBe("broken");
    expect(worstVerdict([easy, open, tight])?.promise).toBe("open");
    expect(worstVerdict([timeless, easy, tight])?.promise).toBe("tight");
    expect(worstVerdict([timeless])?.promise).toBe("timeless");
    expect(worstVerdict([])).toBeNull();
  });
});
