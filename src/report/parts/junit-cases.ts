import type { create } from "xmlbuilder2";
import type { Outcome } from "../../model/outcome.ts";
import type { Assumption, Verdict } from "../../model/verdict.ts";

/** One test case of a JUnit file. */
export interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly summary: string;
}

/** One case for each assumption. */
export function assumptionCases(assumptions: readonly Assumption[]): Case[] {
  return assumptions.map((assumption) => ({ ...assumption, classname: "assumption" }));
}

/**
 * One case for each guarantee, called by its id: no other of a run has it, and no figure is in it, so that runs can be
 * compared.
 */
export function guaranteeCases(verdicts: readonly Omit<Verdict, "marks">[]): Case[] {
  return verdicts.map((verdict) => ({
    classname: `guarantee.${verdict.guarantee}`,
    name: verdict.id,
    outcome: verdict.outcome,
    summary: `${verdict.promise}: ${verdict.summary}`,
  }));
}

/** A case for something that went wrong in the harness. */
export function errorCase(error: string): Case {
  return { classname: "harness", name: error.split(":")[0] ?? "error", outcome: "inconclusive", summary: error };
}

/** The counts that JUnit wants of its cases. */
export function totals(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: of("fail"), errors: of("inconclusive") };
}

/** Inconclusive is an error, not a skip: a skipped test looks green, and nothing was shown here. */
export function addCase(
  suite: ReturnType<typeof create>,
  scenario: string,
  { classname, name, outcome, summary }: Case,
): void {
  const element = suite.ele("testcase", { classname: `${scenario}.${classname}`, name });
  if (outcome === "pass") element.ele("system-out").txt(summary);
  else element.ele(outcome === "fail" ? "failure" : "error", { message: summary, type: outcome }).txt(summary);
}
