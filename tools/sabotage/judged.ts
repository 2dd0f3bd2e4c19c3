import { describeBounds } from "../../src/analysis/statistics/format.ts";
import type { Report } from "../../src/model/report.ts";
import type { Expected } from "./sabotage.ts";

/** What a report says that a sabotage is held against. */
export type Said = Pick<Report, "outcome" | "verdicts" | "assumptions">;

/** How a sabotaged run ended. */
export interface Ended {
  readonly code: number | null;
  /** Everything that it said to a person. */
  readonly words: string;
  /** undefined where it was refused before it had a folder. */
  readonly report: Said | undefined;
  /** What was said before the journal was sabotaged; undefined where it was not. */
  readonly without?: Said | undefined;
}

/** What a run said of a sabotage. */
export interface Judged {
  /** Its outcome in a word. */
  readonly outcome: string;
  /** The guarantees that did not pass, by their names, and the assumptions that did not hold. */
  readonly caughtBy: readonly string[];
  /** What was said as it must be: "max-outage: the longest on …". */
  readonly said: readonly string[];
  /** What is not as it must be; none where the sabotage was caught as it must be. */
  readonly problems: readonly string[];
}

const codes: Readonly<Record<Expected["verdict"], readonly number[]>> = {
  fail: [1],
  inconclusive: [3],
  "fail or inconclusive": [1, 3],
  "harness error": [2],
  "as without": [0],
  refused: [2],
};

/** Holds what a sabotaged run said against what it must say. */
export function judged(expected: Expected, ended: Ended): Judged {
  const { code, words, report } = ended;
  const wanted = codes[expected.verdict];
  const problems = code !== null && wanted.includes(code) ? [] : [`exit code ${code}, not ${wanted.join(" or ")}`];
  if (expected.verdict === "refused") {
    const said = expected.words.exec(words)?.[0];
    if (said === undefined) problems.push(`nothing was said like ${expected.words}`);
    if (report !== undefined) problems.push("it was not refused: there is a report");
    return { outcome: report?.outcome ?? "refused", caughtBy: [], said: said === undefined ? [] : [said], problems };
  }
  if (report === undefined)
    return {
      outcome: "no report",
      caughtBy: [],
      said: [],
      problems: [...problems, `there is no report: ${lastLine(words)}`],
    };
  const open = report.verdicts.filter(({ outcome }) => outcome !== "pass").map(({ guarantee }) => guarantee);
  const untrue = report.assumptions.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);
  const found =
    expected.verdict === "as without"
      ? asWithout(ended)
      : [...guaranteesOf(expected, report, code === 1 ? "fail" : "inconclusive"), ...assumptionsOf(expected, report)];
  return {
    outcome: report.outcome,
    caughtBy: [...new Set(open), ...untrue],
    said: found.flatMap(({ said }) => said ?? []),
    problems: [...problems, ...found.flatMap(({ problem }) => problem ?? [])],
  };
}

function lastLine(words: string): string {
  return words.trim().split("\n").at(-1) ?? "";
}

/** What was said as it must be, or what is wrong with it. */
interface Found {
  readonly said?: string;
  readonly problem?: string;
}

/** Why something was judged as it was, with the length of time that was measured. */
type Reason = Pick<Said["verdicts"][number], "summary" | "measuredMs">;
type Wanted = Extract<Expected, { guarantees?: unknown }>;

/** Holds the guarantees that are named against what the run as a whole came to, where both verdicts are right. */
function guaranteesOf(
  { verdict, guarantees = {} }: Wanted,
  { verdicts }: Said,
  cameTo: "fail" | "inconclusive",
): Found[] {
  const wanted = verdict === "fail or inconclusive" ? cameTo : verdict;
  return Object.entries(guarantees).map(([name, words]): Found => {
    const own = verdicts.filter(({ guarantee }) => guarantee === name);
    const as = own.filter(({ outcome }) => (wanted === "harness error" ? outcome !== "pass" : outcome === wanted));
    if (as.length === 0)
      return { problem: `${name} is ${own.map(({ outcome }) => outcome).join(", ") || "not there"}` };
    return among(name, as, words);
  });
}

function assumptionsOf({ assumptions: wanted = {} }: Wanted, { assumptions }: Said): Found[] {
  return Object.entries(wanted).map(([name, words]): Found => {
    const untrue = assumptions.filter((one) => one.name === name && one.outcome !== "pass");
    return untrue.length === 0 ? { problem: `"${name}" was not found untrue` } : among(name, untrue, words);
  });
}

function among(name: string, all: readonly Reason[], words: RegExp): Found {
  const told = all.map(({ summary, measuredMs }) =>
    measuredMs === undefined ? summary : `${summary}; measured ${describeBounds(measuredMs)}`,
  );
  const right = told.find((text) => words.test(text));
  if (right !== undefined) return { said: `${name}: ${right}` };
  return { problem: `${name} says nothing like ${words}: ${told.join("; ")}` };
}

function asWithout({ report, without = report }: Ended): Found[] {
  const same = JSON.stringify(saidOf(report)) === JSON.stringify(saidOf(without));
  return same ? [] : [{ problem: "it is judged otherwise than without the sabotage" }];
}

function saidOf(report: Said | undefined): object | undefined {
  return report && { outcome: report.outcome, verdicts: report.verdicts, assumptions: report.assumptions };
}
