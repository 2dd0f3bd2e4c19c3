import { create } from "xmlbuilder2";
import type { Outcome } from "../model/outcome.ts";
import type { Report, Reporter } from "../model/report.ts";

/** The report as JUnit XML for continuous integration: one test case for each assumption and each guarantee. */
const reporter: Reporter = { file: "junit.xml", render };
export default reporter;

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly summary: string;
}

function render(report: Report): string {
  const suites = [
    {
      name: "assumptions",
      cases: report.assumptions.map((assumption) => ({ ...assumption, classname: "assumption" })),
    },
    { name: "guarantees", cases: guaranteeCases(report) },
    { name: "harness", cases: report.errors.map(errorCase) },
  ].filter(({ cases }) => cases.length > 0);
  const root = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "�" }).ele("testsuites", {
    name: report.scenario,
    ...totals(suites.flatMap(({ cases }) => cases)),
    time: (report.durationMs / 1_000).toFixed(3),
  });
  for (const { name, cases } of suites) {
    const suite = root.ele("testsuite", {
      name: `${report.scenario}.${name}`,
      ...totals(cases),
      timestamp: report.startedAt,
    });
    for (const one of cases) addCase(suite, report.scenario, one);
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

/** The same guarantee may be asked of several lanes, so its number keeps names apart; they contain no measured figure, so that runs can be compared. */
function guaranteeCases({ verdicts }: Report): Case[] {
  return verdicts.map((verdict, index) => ({
    classname: `guarantee.${verdict.guarantee}`,
    name: `${index + 1}. ${verdict.promise}`,
    outcome: verdict.outcome,
    summary: verdict.summary,
  }));
}

function errorCase(error: string): Case {
  return { classname: "harness", name: error.split(":")[0] ?? "error", outcome: "inconclusive", summary: error };
}

function totals(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: of("fail"), errors: of("inconclusive") };
}

/** Inconclusive is an error, not a skip: a skipped test looks green, and nothing was shown here. */
function addCase(
  suite: ReturnType<typeof create>,
  scenario: string,
  { classname, name, outcome, summary }: Case,
): void {
  const element = suite.ele("testcase", { classname: `${scenario}.${classname}`, name });
  if (outcome === "pass") element.ele("system-out").txt(summary);
  else element.ele(outcome === "fail" ? "failure" : "error", { message: summary, type: outcome }).txt(summary);
}
