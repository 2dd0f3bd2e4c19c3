import { describe, expect, it } from "vitest";
import type { Report } from "../../../../src/model/report.ts";
import { type Ended, judged } from "../../../../tools/sabotage/judged.ts";

type Outcome = "pass" | "fail" | "inconclusive";
type Told = Record<string, readonly [Outcome, string]>;

/** A run that ended with these outcomes, each for a reason. */
function ended(code: number, verdicts: Told, assumptions: Told = {}): Ended {
  const report = {
    outcome: code === 0 ? "pass" : code === 1 ? "fail" : "inconclusive",
    verdicts: Object.entries(verdicts).map(([guarantee, [outcome, summary]]) => ({ guarantee, outcome, summary })),
    assumptions: Object.entries(assumptions).map(([name, [outcome, summary]]) => ({ name, outcome, summary })),
  };
  return { code, words: "what it said", report: report as unknown as Report };
}

describe("what a sabotaged run must say", () => {
  const expected = { verdict: "fail", guarantees: { "max-outage": /lb out 9 s/ } } as const;
  const caught = ended(
    1,
    { "max-outage": ["fail", "lb out 9 s"], "one-leader": ["pass", "one"] },
    { steady: ["inconclusive", "it was not"] },
  );

  it("is said where the guarantee that it names fails, in its words", () => {
    expect(judged(expected, caught)).toEqual({
      outcome: "fail",
      caughtBy: ["max-outage", "steady"],
      said: ["max-outage: lb out 9 s"],
      problems: [],
    });
  });

  it.each([
    ["it passed", ended(0, { "max-outage": ["pass", "lb"] }), ["exit code 0, not 1", "max-outage is pass"]],
    ["another failed", ended(1, { "max-outage": ["pass", ""], b: ["fail", "lb out 9 s"] }), ["max-outage is pass"]],
    ["nobody asked", ended(1, { b: ["fail", "lb out 9 s"] }), ["max-outage is not there"]],
    [
      "it is not known",
      ended(3, { "max-outage": ["inconclusive", "lb out 9 s"] }),
      ["exit code 3, not 1", "max-outage is inconclusive"],
    ],
    [
      "something else was the reason",
      ended(1, { "max-outage": ["fail", "lb out 1 s"] }),
      ["max-outage says nothing like /lb out 9 s/: lb out 1 s"],
    ],
    ["nobody judged it", { ...ended(1, {}), report: undefined }, ["there is no report: what it said"]],
  ])("is not said where %s", (_, run, problems) => {
    expect(judged(expected, run).problems).toEqual(problems);
  });

  it.each([
    [1, "fail", []],
    [3, "inconclusive", []],
    [1, "inconclusive", ["max-outage is inconclusive"]],
    [0, "pass", ["exit code 0, not 1 or 3", "max-outage is pass"]],
    [2, "inconclusive", ["exit code 2, not 1 or 3"]],
  ] as const)("may be either where a small machine cannot tell: exit code %s, %s", (code, outcome, problems) => {
    const either = { ...expected, verdict: "fail or inconclusive" } as const;
    expect(judged(either, ended(code, { "max-outage": [outcome, "lb out 9 s"] })).problems).toEqual(problems);
  });

  it("may be that it is not known, with the assumption that did not hold and why", () => {
    const unknown = { verdict: "inconclusive", assumptions: { steady: /etcd/ } } as const;
    const run = (name: string, outcome: Outcome, summary: string) => ended(3, {}, { [name]: [outcome, summary] });
    expect(judged(unknown, run("steady", "inconclusive", "etcd 2 of 3")).problems).toEqual([]);
    expect(judged(unknown, run("calm", "inconclusive", "etcd")).problems).toEqual(['"steady" was not found untrue']);
    expect(judged(unknown, run("steady", "pass", "etcd")).problems).toEqual(['"steady" was not found untrue']);
    expect(judged(unknown, run("steady", "inconclusive", "nodes")).problems).toEqual([
      "steady says nothing like /etcd/: nodes",
    ]);
  });

  it("may be an error of the harness, which its report tells", () => {
    const error = { verdict: "harness error", assumptions: { "no error": /prober/ } } as const;
    const told = { "no error": ["inconclusive", "prober: it ended"] } as const;
    expect(judged(error, ended(2, {}, told)).problems).toEqual([]);
    expect(judged(error, ended(3, {}, told)).problems).toEqual(["exit code 3, not 2"]);
  });

  it("may be a refusal in words, without a report", () => {
    const refused = { verdict: "refused", words: /not fit: \w+/ } as const;
    const run: Ended = { code: 2, words: "chaos: not fit: etcd", report: undefined };
    expect(judged(refused, run)).toEqual({ outcome: "refused", caughtBy: [], said: ["not fit: etcd"], problems: [] });
    expect(judged(refused, { ...run, code: 0, words: "" }).problems).toEqual([
      "exit code 0, not 2",
      "nothing was said like /not fit: \\w+/",
    ]);
    const begun = { ...run, report: ended(2, {}).report };
    expect(judged(refused, begun).problems).toEqual(["it was not refused: there is a report"]);
  });

  it("is what was said without the sabotage where nothing that is judged was touched", () => {
    const run = ended(0, { a: ["pass", "3 of 3"] });
    expect(judged({ verdict: "as without" }, run).problems).toEqual([]);
    expect(judged({ verdict: "as without" }, { ...run, without: run.report }).problems).toEqual([]);
    const without = ended(0, { a: ["pass", "4 of 4"] }).report;
    const otherwise = ["it is judged otherwise than without the sabotage"];
    expect(judged({ verdict: "as without" }, { ...run, without }).problems).toEqual(otherwise);
    expect(judged({ verdict: "as without" }, ended(1, { a: ["fail", ""] })).problems).toEqual(["exit code 1, not 0"]);
  });
});
