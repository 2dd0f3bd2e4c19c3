import { create } from "xmlbuilder2";
import type { Report } from "../model/report.ts";
import { defineReporter } from "../model/reporter.ts";
import { addCase, assumptionCases, errorCase, guaranteeCases, totals } from "./parts/junit-cases.ts";

/** The report as JUnit XML for continuous integration: one test case for each assumption and each guarantee. */
export default defineReporter({
  file: "junit.xml",
  summary: "the report for continuous integration, as JUnit XML",
  render: ({ report }) => render(report),
});

function render(report: Report): string {
  const suites = [
    { name: "assumptions", cases: assumptionCases(report.assumptions) },
    { name: "guarantees", cases: guaranteeCases(report.verdicts) },
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
  return root.end({ prettyPrint: true });
}
