import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/model/outcome.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../../src/model/suite.ts";
import { namesOfAttempts, settleAttempts } from "../../../src/suite/attempts.ts";
import type { FoundSummary } from "../../../src/suite/found-summary.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";
import { fastResult } from "../../support/suite-results.ts";

interface Attempted {
  /** Undefined: it was not run. */
  readonly outcome?: Outcome | undefined;
  readonly end?: SuiteResult["end"];
  readonly harnessFailed?: boolean;
}

/** A run as the attempt of a number left it; its folder's name says which that was. */
function run({ outcome, end = "completed", harnessFailed = false }: Attempted, attempt: number, place = 0): SuiteRun {
  const scenario = `s${place}`;
  if (outcome === undefined) return suiteRun({ scenario });
  const result = fastResult({ run: `${scenario}-${attempt}`, outcome, harnessFailed, end });
  return suiteRun({ scenario, result });
}

/** What an attempt at shard 1 of 2 left; they begin one hour after the other. */
function attempt(number: number, runs: readonly Attempted[], end: Suite["end"] = "completed"): FoundSummary {
  const own = runs.map((one, place) => run(one, number, place));
  const suite = suiteOf(own, end);
  const startedAt = `2026-11-23T${10 + number}:00:00.000Z`;
  const plan = own.map(({ scenario, repeat, topology, profile, kubernetes, kind, seed }) => ({
    ...{ scenario, repeat, topology, profile, kubernetes, kind, seed, shard: 1 },
  }));
  const shard = { index: 1, of: 2, plan: [...plan, { ...(plan[0] as (typeof plan)[number]), repeat: 2, shard: 2 }] };
  return { folder: `f${number}`, suite: { ...suite, suite: `suite-${number}`, startedAt, shard } };
}

const settle = (...attempts: readonly FoundSummary[]) => settleAttempts(attempts, "shard 1/2 of one call").suite;
const ranIn = (suite: Suite) => suite.runs.map(({ result }) => result?.run ?? "none");

describe("of several attempts at a shard", () => {
  it.each<[string, readonly Attempted[], string]>([
    ["a fail, whatever came before", [{ outcome: "pass" }, { outcome: "fail" }], "s0-2"],
    ["a fail, whatever comes later", [{ outcome: "fail" }, { outcome: "pass" }], "s0-1"],
    ["an inconclusive run that came to its end", [{ outcome: "inconclusive" }, { outcome: "pass" }], "s0-1"],
    ["no run that was cut short", [{ outcome: "inconclusive", end: "interrupted" }, { outcome: "pass" }], "s0-2"],
    [
      "no run of a harness that failed",
      [{ outcome: "inconclusive", harnessFailed: true }, { outcome: "pass" }],
      "s0-2",
    ],
    ["what was not run before", [{}, { outcome: "inconclusive", end: "interrupted" }], "s0-2"],
    ["nothing where nothing was run", [{}, {}], "none"],
  ])("counts %s", (_what, attempts, expected) => {
    const found = attempts.map((one, index) => attempt(index + 1, [one]));
    expect(ranIn(settle(...found))).toEqual([expected]);
    expect(ranIn(settle(...found.toReversed()))).toEqual([expected]);
  });

  it("counts each run by itself: what one attempt lacks another has, and the whole has come to its end", () => {
    const died = attempt(1, [{ outcome: "pass" }, { outcome: "fail" }, {}], "cut");
    const again = attempt(2, [{ outcome: "inconclusive" }, { outcome: "pass" }, { outcome: "pass" }]);
    const suite = settle(again, died);
    expect(ranIn(suite)).toEqual(["s0-1", "s1-1", "s2-2"]);
    expect(suite.end).toBe("completed");
  });

  it("takes no run for one that this machine cannot carry out where another machine may", () => {
    const cannot = attempt(1, [{}]);
    const runs = cannot.suite.runs.map((one) => ({ ...one, unsupported: true, notRun: "no such module" }));
    const suite = settle({ ...cannot, suite: { ...cannot.suite, runs } }, attempt(2, [{}]));
    expect(suite.runs[0]).toMatchObject({ unsupported: false, notRun: "not reached" });
  });

  it("takes an earlier state of one for no other attempt", () => {
    const over = attempt(1, [{ outcome: "pass" }, { outcome: "pass" }]);
    const runs = [run({ outcome: "pass" }, 1), suiteRun({ scenario: "s1" })];
    const before: FoundSummary = { folder: "copy", suite: { ...over.suite, end: "cut", runs } };
    expect(settle(before, over)).toEqual(settle(over));
    expect(namesOfAttempts([before, over])).toEqual(["suite-1 (completed)"]);
  });

  it("takes what was run again in one attempt as it came to in the end, whatever state of it lies there, too", () => {
    const over = attempt(1, [{ outcome: "pass" }]);
    const [last] = over.suite.runs as [SuiteRun];
    const open = fastResult({ run: "s0-0", outcome: "inconclusive" });
    const again = { ...over.suite, runs: [{ ...last, attempt: 2, earlier: [open] }] };
    const states = Array.from({ length: 5 }, (_, minutes): FoundSummary => {
      const suite = { ...over.suite, end: "cut", durationMs: minutes, runs: [{ ...last, result: open }] } as const;
      return { folder: `copy-${minutes}`, suite };
    });
    const suite = settle(...states, { folder: "f", suite: again });
    expect(ranIn(suite)).toEqual(["s0-1"]);
    expect(settle({ folder: "f", suite: again }, ...states)).toEqual(suite);
  });

  it("is the same in any order, and a fail of any of them is among them", () => {
    const outcome = fc.option(fc.constantFrom<Outcome>("pass", "fail", "inconclusive"), { nil: undefined });
    const end = fc.constantFrom<SuiteResult["end"]>("completed", "interrupted");
    const runs = fc.array(fc.record({ outcome, end, harnessFailed: fc.boolean() }), { minLength: 3, maxLength: 3 });
    const attempts = fc
      .array(fc.record({ runs, end: fc.constantFrom<Suite["end"]>("completed", "cut", "interrupted") }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((all) => all.map((one, index) => attempt(index + 1, one.runs, one.end)));
    const orders = attempts.chain((all) =>
      fc.record({ all: fc.constant(all), other: fc.shuffledSubarray(all, { minLength: all.length }) }),
    );
    fc.assert(
      fc.property(orders, ({ all, other }) => {
        const suite = settle(...all);
        expect(settle(...other)).toEqual(suite);
        for (const [place, one] of suite.runs.entries()) {
          const failed = all.some(({ suite: { runs } }) => runs[place]?.result?.outcome === "fail");
          expect(one.result?.outcome === "fail").toBe(failed);
        }
      }),
    );
  });
});

describe("refused are", () => {
  it("two that say other things of one attempt, in one line with both folders", () => {
    const one = attempt(1, [{ outcome: "pass" }]);
    const other = { folder: "g", suite: { ...one.suite, durationMs: 1 } };
    expect(() => settle(one, other)).toThrow(/^(f1 and g|g and f1) are both shard 1\/2 of one call, and differ/);
  });

  it("two of a call that was not cut: nobody starts that again by itself", () => {
    const whole = (one: FoundSummary) => ({ ...one, suite: { ...one.suite, shard: null } });
    expect(() => settle(whole(attempt(1, [{}], "cut")), whole(attempt(2, [{}])))).toThrow(/f1 and f2 are both/);
  });
});
