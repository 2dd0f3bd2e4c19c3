import type { Case } from "./junit-cases.ts";
import { element } from "./xml.ts";

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

/** The counts that JUnit wants of cases. */
export interface Totals {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

/** The file as one text; every suite and every case has a time. */
export function junitDocument(name: string, durationMs: number, suites: readonly JunitSuite[]): string {
  return [...junitPieces(name, durationMs, totalsOf(suites), suites)].join("");
}

/** The same in pieces, a suite each, which are made one after the other; `totals` are those of all suites. */
export function* junitPieces(
  name: string,
  durationMs: number,
  totals: Totals,
  suites: Iterable<JunitSuite>,
): Generator<string> {
  const root = element("testsuites", { name: inert(name), ...totals, time: seconds(durationMs) });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${root.replace(/\/>$/, ">\n")}`;
  for (const suite of suites) yield `${suiteText(suite)}\n`;
  yield "</testsuites>\n";
}

/** The counts of all cases of some suites. */
export function totalsOf(suites: Iterable<Pick<JunitSuite, "cases">>): Totals {
  const totals = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const { cases } of suites)
    for (const { outcome, excuse } of cases) {
      totals.tests += 1;
      if (excuse !== undefined) totals.skipped += 1;
      else if (outcome === "fail") totals.failures += 1;
      else if (outcome === "inconclusive") totals.errors += 1;
    }
  return totals;
}

/** One suite as it stands in the file. */
function suiteText({ name, scenario, timestamp, durationMs, properties, cases }: JunitSuite): string {
  const own = { name: inert(name), ...totalsOf([{ cases }]), timestamp, time: seconds(durationMs) };
  const told = properties.map(([key, value]) => element("property", { name: key, value: inert(value) }, "", 3));
  const parts = [
    ...(told.length === 0 ? [] : [element("properties", {}, told, 2)]),
    ...cases.map((one) => caseText(scenario, one)),
  ];
  return element("testsuite", own, parts, 1);
}

/**
 * Inconclusive is an error, not a skip: a skipped test looks green, and nothing was shown here. Skipped is only what
 * decides nothing because somebody declared it. Earlier attempts are told as surefire tells them: flaky where the last
 * one passed, a rerun where it did not.
 */
function caseText(scenario: string, one: Case): string {
  const { classname, name, outcome, timeMs, excuse, earlier = [] } = one;
  const summary = inert(one.summary);
  const parts: string[] = [];
  if (excuse !== undefined)
    parts.push(element("skipped", { message: `${inert(excuse)}; ${outcome}: ${summary}` }, "", 3));
  else if (outcome !== "pass")
    parts.push(element(outcome === "fail" ? "failure" : "error", { message: summary, type: outcome }, summary, 3));
  for (const before of earlier) {
    const tag = `${outcome === "pass" ? "flaky" : "rerun"}${before.outcome === "fail" ? "Failure" : "Error"}`;
    const message = `attempt ${before.attempt}: ${inert(before.summary)}`;
    const trace = element("stackTrace", {}, inert(before.summary), 4);
    parts.push(element(tag, { message, type: before.outcome }, [trace], 3));
  }
  if (outcome === "pass") parts.push(element("system-out", {}, summary, 3));
  const own = { classname: inert(`${scenario}.${classname}`), name: inert(name), time: seconds(timeMs) };
  return element("testcase", own, parts, 2);
}

/** Jenkins, GitLab and others take "[[ATTACHMENT|/some/file]]" in a case's words for a file to be kept. */
function inert(text: string): string {
  return text.replaceAll("[[", "[ [");
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(3);
}
