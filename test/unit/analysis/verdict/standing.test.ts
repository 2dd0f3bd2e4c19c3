import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planAssumption } from "../../../../src/analysis/verdict/plan-carried-out.ts";
import { decidingOutcome, wasSettled } from "../../../../src/analysis/verdict/standing.ts";
import { conclude } from "../../../../src/analysis/verdict/suite.ts";
import { exitCodes, type Outcome, worst } from "../../../../src/model/outcome.ts";
import type { SuiteResult, SuiteRun } from "../../../../src/model/suite.ts";
import { quarantineMark, suiteRun } from "../../../support/suite-builder.ts";

const outcome = fc.constantFrom<Outcome>("pass", "inconclusive", "fail");
const open = fc.constantFrom<Outcome>("pass", "inconclusive");

/** Any result that a judge may come to: its outcome is the worst of its parts. */
const result = fc
  .record({
    verdicts: fc.array(outcome, { minLength: 1, maxLength: 3 }),
    plan: open,
    other: open,
    end: fc.constantFrom("completed", "deadline", "failed" as const),
    error: fc.boolean(),
  })
  .map(({ verdicts, plan, other, end, error }): SuiteResult => {
    const assumptions = [
      { name: planAssumption, outcome: plan, summary: "" },
      { name: "other", outcome: end === "completed" && !error ? other : "inconclusive", summary: "" },
    ] as const;
    const came = worst([...verdicts, ...assumptions.map((one) => one.outcome)]);
    return {
      verdicts: verdicts.map((one, index) => ({ id: `v${index}`, outcome: one })),
      assumptions,
      outcome: came,
      exitCode: end === "failed" && came !== "fail" ? 2 : exitCodes[came],
      end,
      harnessFailed: end === "failed",
      errors: error ? ["kube: gone"] : [],
    } as unknown as SuiteResult;
  });
const marks = fc.constantFrom([], [quarantineMark()], [quarantineMark({ guarantee: "v0" })]);
const run: fc.Arbitrary<SuiteRun> = fc
  .record({ result: fc.option(result, { freq: 5 }), quarantine: marks, unsupported: fc.boolean() })
  .map((parts) => suiteRun(parts.unsupported ? { unsupported: true, quarantine: parts.quarantine } : parts));
const runs = fc.array(run, { minLength: 1, maxLength: 5 });

/** Whether a guarantee broke that no quarantine is about. */
function brokeOutside({ result: came, quarantine }: SuiteRun): boolean {
  const ids = quarantine.map(({ guarantee }) => guarantee);
  return !ids.includes(null) && (came?.verdicts ?? []).some((one) => one.outcome === "fail" && !ids.includes(one.id));
}

describe("whatever is declared,", () => {
  const check = (holds: (runs: readonly SuiteRun[], concluded: ReturnType<typeof conclude>) => boolean) =>
    fc.assert(
      fc.property(runs, fc.boolean(), (some, allowInconclusive) =>
        holds(some, conclude(some, "completed", { allowInconclusive })),
      ),
      { numRuns: 500 },
    );

  it("a guarantee that broke outside of quarantine is exit code 1", () => {
    check((some, { exitCode }) => !some.some((one) => !one.unsupported && brokeOutside(one)) || exitCode === 1);
  });

  it("a harness that failed is never exit code 0 or 3", () => {
    check((some, { exitCode }) => !some.some(({ result: came }) => came?.harnessFailed) || [1, 2].includes(exitCode));
  });

  it("a run that was not carried out keeps the exit code from 0", () => {
    check((some, { exitCode }) => !some.some((one) => one.result === null && !one.unsupported) || exitCode !== 0);
  });

  it("exit code 0 means that something passed, and that every run stands for it by itself", () => {
    check((some, { exitCode, runs: weighed }) => {
      const supported = some.filter(({ unsupported }) => !unsupported);
      const allowed = weighed.some(({ standing }) => standing === "allowed");
      return (
        exitCode !== 0 ||
        (supported.some((one) => decidingOutcome(one) === "pass") && supported.every((one) => wasSettled(one, allowed)))
      );
    });
  });

  it("to allow what is inconclusive changes no outcome, and no exit code but 3", () => {
    fc.assert(
      fc.property(runs, (some) => {
        const strict = conclude(some, "completed", { allowInconclusive: false });
        const lenient = conclude(some, "completed", { allowInconclusive: true });
        expect(lenient.outcome).toBe(strict.outcome);
        if (strict.exitCode !== 3) expect(lenient.exitCode).toBe(strict.exitCode);
      }),
      { numRuns: 500 },
    );
  });
});
