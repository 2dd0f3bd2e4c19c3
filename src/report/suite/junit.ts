import { describeMark, passingMarks } from "../../analysis/verdict/quarantine.ts";
import { defineSuiteReporter } from "../../model/reporter.ts";
import type { Suite, SuiteResult, SuiteRun } from "../../model/suite.ts";
import { type Case, casesOfRun, type EarlierCase } from "../parts/junit-cases.ts";
import { type JunitSuite, junitPieces, totalsOf } from "../parts/junit-document.ts";
import { nameOf } from "../parts/suite-rows.ts";
import { describeAttempts, noticesOf } from "../parts/suite-words.ts";

/**
 * All runs of a suite as one JUnit file: a test suite for each run, a test case for each assumption and each guarantee.
 * What this machine cannot carry out is left out. It is red where the exit code is not 0, and only there.
 */
export default defineSuiteReporter({
  file: "junit.xml",
  summary: "all runs for continuous integration, as JUnit XML",
  render: ({ suite }) => [...pieces(suite)].join(""),
  pieces: ({ suite }) => pieces(suite),
});

/** What the suite itself is called: its folder's name has the time in it, and would be another one each time. */
const ownName = "kind-chaos";

/** Suites are made one by one, and once more for the counts above them: 10,000 runs have more cases than one wants to keep. */
function* pieces(suite: Suite): Generator<string> {
  const passing = passingMarks(suite);
  const totals = totalsOf(suitesOf(suite, passing));
  const isRed = totals.failures + totals.errors > 0;
  const own = isRed || suite.exitCode === 0 ? [] : [ownSuite(suite)];
  const whole = { ...totals, tests: totals.tests + own.length, errors: totals.errors + own.length };
  yield* junitPieces(ownName, suite.durationMs, whole, suitesOf(suite, passing, own));
}

type PassingMarks = ReturnType<typeof passingMarks>;

function* suitesOf(suite: Suite, passing: PassingMarks, own: readonly JunitSuite[] = []): Generator<JunitSuite> {
  for (const run of suite.runs) if (!run.unsupported) yield suiteOf(run, suite, passing);
  yield* own;
}

function suiteOf(run: SuiteRun, suite: Suite, passing: PassingMarks): JunitSuite {
  return {
    name: nameOf(run),
    // A dot begins a package, for many who read it.
    scenario: run.variant === "" ? run.scenario : `${run.scenario} (${run.variant.replaceAll(".", "_")})`,
    timestamp: run.result?.startedAt ?? suite.startedAt,
    durationMs: run.result?.durationMs ?? 0,
    properties: propertiesOf(run, suite, passing),
    cases: casesOf(run),
  };
}

function casesOf(run: SuiteRun): Case[] {
  const { result, notRun, earlier } = run;
  if (result === null)
    return [{ classname: "harness", name: "run", outcome: "inconclusive", summary: `not run: ${notRun}`, timeMs: 0 }];
  const last = casesOfRun(result);
  const before = earlier.map((one, index) => ({ attempt: index + 1, cases: casesOfRun(one) }));
  const gone = before.flatMap(({ cases }) => cases).filter((one) => !last.some((other) => isSame(one, other)));
  return [...last, ...distinct(gone).map(goneCase)].map((one) => ({
    ...one,
    excuse: excuseOf(one, run, result),
    earlier: before.flatMap(({ attempt, cases }): EarlierCase[] =>
      cases
        .filter((other) => isSame(one, other) && other.outcome !== "pass")
        .map(({ outcome, summary }) => ({ attempt, outcome, summary })),
    ),
  }));
}

/** A case that only earlier attempts have, such as an error of the harness: the last one had nothing of it. */
function goneCase({ classname, name }: Case): Case {
  return { classname, name, outcome: "pass", summary: "nothing of it in the last attempt", timeMs: 0 };
}

function distinct(cases: readonly Case[]): Case[] {
  const bad = cases.filter(({ outcome }) => outcome !== "pass");
  return bad.filter((one, index) => bad.findIndex((other) => isSame(one, other)) === index);
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

function propertiesOf(run: SuiteRun, suite: Suite, passing: PassingMarks): [string, string][] {
  const attempts = describeAttempts(run, suite);
  const own = passing.filter(({ scenario }) => scenario === run.scenario);
  return [
    ["version", suite.harness],
    ["kubernetes", run.kubernetes],
    ["topology", run.topology],
    ["profile", run.profile],
    ["seed", String(run.seed)],
    ...(run.result === null ? [] : [["report", `reports/${run.result.run}`] satisfies [string, string]]),
    ...(attempts === "" ? [] : [["attempts", attempts] satisfies [string, string]]),
    ...run.quarantine.map((mark): [string, string] => ["quarantine", describeMark(mark)]),
    ...own.map(({ mark }): [string, string] => [
      "advice",
      `${mark.guarantee ?? run.scenario} passes: take it out of quarantine`,
    ]),
  ];
}

/** A case of the suite itself: it does not exit with 0, and no case of a run says why. */
function ownSuite(suite: Suite): JunitSuite {
  const summary = [`${suite.end}, exit code ${suite.exitCode}`, ...noticesOf(suite)].join("; ");
  const own: Case = { classname: "harness", name: "exit code", outcome: "inconclusive", summary, timeMs: 0 };
  const { startedAt: timestamp } = suite;
  return { name: ownName, scenario: ownName, timestamp, durationMs: 0, properties: [], cases: [own] };
}
