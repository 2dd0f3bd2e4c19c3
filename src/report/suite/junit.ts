import { create } from "xmlbuilder2";
import { describeMark, passingMarks } from "../../analysis/verdict/quarantine.ts";
import { defineSuiteReporter } from "../../model/reporter.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../model/suite.ts";
import { addCase, assumptionCases, type Case, errorCase, guaranteeCases, totals } from "../parts/junit-cases.ts";
import { nameOf } from "../parts/suite-rows.ts";
import { describeAttempts, noticesOf } from "../parts/suite-words.ts";

/**
 * All runs of a suite as one JUnit file: a test suite for each run, a test case for each assumption and each guarantee.
 * What this machine cannot carry out is left out. It is red where the exit code is not 0, and only there.
 */
export default defineSuiteReporter({
  file: "junit.xml",
  summary: "all runs for continuous integration, as JUnit XML",
  render: ({ suite }) => render(suite),
});

function render(suite: Suite): string {
  const runs = suite.runs.filter(({ unsupported }) => !unsupported).map((run) => ({ run, cases: casesOf(run) }));
  const own = whyRed(
    suite,
    runs.flatMap(({ cases }) => cases),
  );
  const root = create({ version: "1.0", encoding: "UTF-8", invalidCharReplacement: "�" }).ele("testsuites", {
    name: suite.suite,
    ...totals([...runs.flatMap(({ cases }) => cases), ...own]),
    time: (suite.durationMs / 1_000).toFixed(3),
  });
  for (const { run, cases } of runs) {
    const element = root.ele("testsuite", {
      name: nameOf(run),
      ...totals(cases),
      timestamp: run.result?.startedAt ?? suite.startedAt,
      time: ((run.result?.durationMs ?? 0) / 1_000).toFixed(3),
    });
    addProperties(element, propertiesOf(run, suite));
    for (const one of cases) addCase(element, run.scenario, one);
  }
  if (own.length > 0) {
    const element = root.ele("testsuite", { name: suite.suite, ...totals(own), timestamp: suite.startedAt });
    for (const one of own) addCase(element, suite.suite, one);
  }
  return root.end({ prettyPrint: true });
}

function casesOf(run: SuiteRun): Case[] {
  const { result, notRun, earlier } = run;
  if (result === null) {
    return [{ classname: "harness", name: "run", outcome: "inconclusive", summary: `not run: ${notRun}` }];
  }
  const before = earlier.map((one, index) => ({ attempt: index + 1, cases: plainCases(one) }));
  return plainCases(result).map((one) => ({
    ...one,
    excuse: excuseOf(one, run, result),
    earlier: before.flatMap(({ attempt, cases }) =>
      cases
        .filter(({ classname, name, outcome }) => isSame(one, { classname, name }) && outcome !== "pass")
        .map(({ outcome, summary }) => ({ attempt, outcome, summary })),
    ),
  }));
}

function plainCases({ assumptions, verdicts, errors }: SuiteResult): Case[] {
  return [...assumptionCases(assumptions), ...guaranteeCases(verdicts), ...errors.map(errorCase)];
}

function isSame(one: Case, { classname, name }: Pick<Case, "classname" | "name">): boolean {
  return one.classname === classname && one.name === name;
}

/** Why a case that did not pass decides nothing; undefined where it does. */
function excuseOf({ classname, name, outcome }: Case, run: SuiteRun, result: SuiteResult): string | undefined {
  if (outcome === "pass") return undefined;
  const isGuarantee = classname.startsWith("guarantee.");
  const mark = run.quarantine.find(({ guarantee }) => guarantee === null || (isGuarantee && guarantee === name));
  if (mark !== undefined && result.end === "completed" && !result.harnessFailed) return describeMark(mark);
  return run.standing === "allowed" && outcome === "inconclusive" ? "allowed by --allow-inconclusive" : undefined;
}

function propertiesOf(run: SuiteRun, suite: Suite): [string, string][] {
  const attempts = describeAttempts(run, suite);
  const passing = passingMarks(suite).filter(({ scenario }) => scenario === run.scenario);
  return [
    ...(attempts === "" ? [] : [["attempts", attempts] satisfies [string, string]]),
    ...run.quarantine.map((mark): [string, string] => ["quarantine", describeMark(mark)]),
    ...passing.map(({ mark }): [string, string] => [
      "advice",
      `${mark.guarantee ?? run.scenario} passes: take it out of quarantine`,
    ]),
  ];
}

function addProperties(suite: ReturnType<typeof create>, properties: readonly [string, string][]): void {
  if (properties.length === 0) return;
  const element = suite.ele("properties");
  for (const [name, value] of properties) element.ele("property", { name, value });
}

/** A case of the suite itself where it does not exit with 0 and no case of a run says why. */
function whyRed(suite: Suite, cases: readonly Case[]): Case[] {
  const isRed = cases.some(({ outcome, excuse }) => outcome !== "pass" && excuse === undefined);
  if (isRed || suite.exitCode === 0) return [];
  const summary = [`${suite.end}, exit code ${suite.exitCode}`, ...noticesOf(suite)].join("; ");
  return [{ classname: "harness", name: "exit code", outcome: "inconclusive", summary }];
}
