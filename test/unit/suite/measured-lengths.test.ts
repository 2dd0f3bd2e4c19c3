import { describe, expect, it } from "vitest";
import type { SuiteResult, SuiteRun } from "../../../src/model/suite.ts";
import { measuredLengths } from "../../../src/suite/measured-lengths.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { fastResult } from "../../support/suite-results.ts";

const result = (durationMs: number, change: Partial<SuiteResult> = {}) =>
  fastResult({ durationMs, reused: true, ...change });
const took = (durationMs: number, change: Partial<SuiteRun> = {}) =>
  suiteRun({ result: result(durationMs), ...change });
const fresh = (durationMs: number) => suiteRun({ result: result(durationMs, { reused: false }) });

const expected = { reuseMs: 1_000, freshMs: 1_500 };
const run = { scenario: "etcd-minority", topology: "ha-3cp-3w", profile: "stock", kubernetes: "1.37.2" };
const lengths = (runs: readonly SuiteRun[], of = run) => measuredLengths(suiteOf(runs))(of, expected);

describe("lengths that were measured", () => {
  it("are the median, on a new cluster and on one that was there each for itself", () => {
    const runs = [took(70), took(10), took(30), fresh(400), fresh(90), fresh(100)];
    expect(lengths(runs)).toEqual({ reuseMs: 30, freshMs: 100 });
    expect(lengths(runs.toReversed())).toEqual({ reuseMs: 30, freshMs: 100 });
  });

  it("have the difference that is expected where one of the two was not measured", () => {
    expect(lengths([took(40)])).toEqual({ reuseMs: 40, freshMs: 540 });
    expect(lengths([fresh(640)])).toEqual({ reuseMs: 140, freshMs: 640 });
    expect(lengths([fresh(400)])).toEqual({ reuseMs: 0, freshMs: 400 });
  });

  it("are those of the runs that are most alike", () => {
    const runs = [
      took(1, { kubernetes: "1.36.4" }),
      took(2, { kubernetes: "1.37.1" }),
      took(3, { topology: "single" }),
      took(4, { scenario: "lb-kill", profile: "fast" }),
    ];
    const reuseOf = (change: Partial<typeof run>) => lengths(runs, { ...run, ...change }).reuseMs;
    // Another patch release is the same version; of a version that no night had, any of the others.
    expect([reuseOf({}), reuseOf({ kubernetes: "1.36.9" }), reuseOf({ kubernetes: "1.38.0" })]).toEqual([2, 1, 1]);
    expect([reuseOf({ topology: "single" }), reuseOf({ scenario: "lb-kill" })]).toEqual([3, 4]);
  });

  it("count the attempts that were repeated", () => {
    const earlier = [result(50, { outcome: "inconclusive", reused: false })];
    expect(lengths([took(40, { earlier })])).toEqual({ reuseMs: 0, freshMs: 90 });
  });

  it("are what is expected of a run that nothing is like, or that never came to its end", () => {
    const cut = suiteRun({ result: result(5, { end: "interrupted" }) });
    expect(lengths([cut, suiteRun()])).toEqual(expected);
    expect(lengths([took(40)], { ...run, scenario: "new" })).toEqual(expected);
  });
});
