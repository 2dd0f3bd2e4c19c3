import { create } from "xmlbuilder2";
import { defineSuiteReporter } from "../../model/reporter.ts";
import type { Suite, SuiteRun } from "../../model/suite.ts";
import { addCase, assumptionCases, type Case, errorCase, guaranteeCases, totals } from "../parts/junit-cases.ts";

/**
 * All runs of a suite as one JUnit file: a test suite for each run, a test case for each assumption and each guarantee.
 * What this machine cannot carry out is left out.
 */
export default defineSuiteReporter({
  file: "junit.xml",
  summary: "all runs for continuous integration, as JUnit XML",
  render: ({ suite }) => render(suite),
});

function render(suite: Suite): string {
  const runs = suite.runs.filter(({ unsupported }) => !unsupported).map((run) => ({ run, cases: casesOf(run) }));
  const root = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "�" }).ele("testsuites", {
    name: suite.suite,
    ...totals(runs.flatMap(({ cases }) => cases)),
    time: (suite.durationMs / 1_000).toFixed(3),
  });
  for (const { run, cases } of runs) {
    const element = root.ele("testsuite", {
      name: run.repeat === 1 ? run.scenario : `${run.scenario}#${run.repeat}`,
      ...totals(cases),
      timestamp: run.result?.startedAt ?? suite.startedAt,
      time: ((run.result?.durationMs ?? 0) / 1_000).toFixed(3),
    });
    for (const one of cases) addCase(element, run.scenario, one);
  }
  return root.end({ prettyPrint: true });
}

function casesOf({ result, notRun }: SuiteRun): Case[] {
  if (result === null) {
    return [{ classname: "harness", name: "run", outcome: "inconclusive", summary: `not run: ${notRun}` }];
  }
  return [...assumptionCases(result.assumptions), ...guaranteeCases(result.verdicts), ...result.errors.map(errorCase)];
}
