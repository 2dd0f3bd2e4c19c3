import { create, fragment } from "xmlbuilder2";
import type { Outcome } from "../../model/outcome.ts";
import type { Case } from "./junit-cases.ts";

/** One test suite of a JUnit file: a run. */
export interface JunitSuite {
  /** A scenario's name: no time, position or profile, so that histories go on. */
  readonly name: string;
  /** What the class names of its cases begin with. */
  readonly scenario: string;
  readonly timestamp: string;
  readonly durationMs: number;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly Case[];
}

type Element = ReturnType<typeof create>;

/** Characters that XML cannot have are replaced. */
const replacing = { invalidCharReplacement: "\ufffd" };

/**
 * The file; every suite and every case has a time. Each suite is made and written by itself: the tree of 10,000 runs
 * would take some GB.
 */
export function junitDocument(name: string, durationMs: number, suites: readonly JunitSuite[]): string {
  const root = create({ version: "1.0", encoding: "UTF-8", ...replacing }).ele("testsuites", {
    name: inert(name),
    ...totals(suites.flatMap(({ cases }) => cases)),
    time: seconds(durationMs),
  });
  const empty = root.end({ prettyPrint: true });
  if (suites.length === 0) return empty;
  return [empty.replace(/\/>$/, ">"), ...suites.map(suiteText), "</testsuites>"].join("\n");
}

/** One suite as it stands in the file. */
function suiteText(suite: JunitSuite): string {
  const element = fragment(replacing).ele("testsuite", {
    name: inert(suite.name),
    ...totals(suite.cases),
    timestamp: suite.timestamp,
    time: seconds(suite.durationMs),
  });
  if (suite.properties.length > 0) {
    const properties = element.ele("properties");
    for (const [key, value] of suite.properties) properties.ele("property", { name: key, value: inert(value) });
  }
  for (const one of suite.cases) addCase(element, suite.scenario, one);
  return element.up().end({ prettyPrint: true, offset: 1 });
}

/** The counts that JUnit wants of its cases. */
function totals(cases: readonly Case[]): Record<string, number> {
  const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome && one.excuse === undefined).length;
  const skipped = cases.filter(({ excuse }) => excuse !== undefined).length;
  return { tests: cases.length, failures: of("fail"), errors: of("inconclusive"), skipped };
}

/**
 * Inconclusive is an error, not a skip: a skipped test looks green, and nothing was shown here. Skipped is only what
 * decides nothing because somebody declared it. Earlier attempts are told as surefire tells them: flaky where the last
 * one passed, a rerun where it did not.
 */
function addCase(suite: Element, scenario: string, one: Case): void {
  const { classname, name, outcome, timeMs, excuse, earlier = [] } = one;
  const summary = inert(one.summary);
  const element = suite.ele("testcase", {
    classname: inert(`${scenario}.${classname}`),
    name: inert(name),
    time: seconds(timeMs),
  });
  if (excuse !== undefined) element.ele("skipped", { message: `${inert(excuse)}; ${outcome}: ${summary}` });
  else if (outcome !== "pass")
    element.ele(outcome === "fail" ? "failure" : "error", { message: summary, type: outcome }).txt(summary);
  for (const before of earlier) {
    const tag = `${outcome === "pass" ? "flaky" : "rerun"}${before.outcome === "fail" ? "Failure" : "Error"}`;
    const message = `attempt ${before.attempt}: ${inert(before.summary)}`;
    element.ele(tag, { message, type: before.outcome }).ele("stackTrace").txt(inert(before.summary));
  }
  if (outcome === "pass") element.ele("system-out").txt(summary);
}

/** Jenkins, GitLab and others take "[[ATTACHMENT|/some/file]]" in a case's words for a file to be kept. */
function inert(text: string): string {
  return text.replaceAll("[[", "[ [");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
