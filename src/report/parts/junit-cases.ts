import type { create } from "xmlbuilder2";
import type { Outcome } from "../../model/outcome.ts";
import type { Assumption, Verdict } from "../../model/verdict.ts";

/** One test case of a JUnit file. */
export interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly summary: string;
  /** Why it decides nothing though it did not pass: it is skipped then, with this. */
  readonly excuse?: string | undefined;
  /** What earlier attempts of the same came to where they did not pass, with their number. */
  readonly earlier?: readonly { readonly attempt: number; readonly outcome: Outcome; readonly summary: string }[];
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
export function totals(cases: readonly Case[]): Record<string, number> {
  const skipped = cases.filter(({ excuse }) => excuse !== undefined).length;
  const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome && one.excuse === undefined).length;
  const counts = { tests: cases.length, failures: of("fail"), errors: of("inconclusive") };
  return skipped === 0 ? counts : { ...counts, skipped };
}

/**
 * Inconclusive is an error, not a skip: a skipped test looks green, and nothing was shown here. Skipped is only what
 * decides nothing because somebody declared it. Earlier attempts are told as surefire tells them: flaky where the last
 * one passed, a rerun where it did not.
 */
export function addCase(
  suite: ReturnType<typeof create>,
  scenario: string,
  { classname, name, outcome, summary, excuse, earlier = [] }: Case,
): void {
  const element = suite.ele("testcase", { classname: `${scenario}.${classname}`, name });
  if (excuse !== undefined) element.ele("skipped", { message: `${excuse}; ${outcome}: ${summary}` });
  else if (outcome !== "pass")
    element.ele(outcome === "fail" ? "failure" : "error", { message: summary, type: outcome }).txt(summary);
  for (const before of earlier) {
    const tag = `${outcome === "pass" ? "flaky" : "rerun"}${before.outcome === "fail" ? "Failure" : "Error"}`;
    const message = `attempt ${before.attempt}: ${before.summary}`;
    element.ele(tag, { message, type: before.outcome }).ele("stackTrace").txt(before.summary);
  }
  if (outcome === "pass") element.ele("system-out").txt(summary);
}
