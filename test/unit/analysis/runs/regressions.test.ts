import { expect, it } from "vitest";
import { regressionsOf } from "../../../../src/analysis/runs/regressions.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import type { SuiteResult, SuiteRun } from "../../../../src/model/suite.ts";
import { quarantineMark, suiteOf, suiteRun } from "../../../support/suite-builder.ts";

const exits = { pass: 0, fail: 1, inconclusive: 3 } as const;
const result = (outcome: Outcome): SuiteResult => ({
  ...{ run: "a-1", outcome, exitCode: exits[outcome], harnessFailed: false, end: "completed", durationMs: 1 },
  ...{ startedAt: "2026-11-23T11:00:00.000Z", cluster: "kc-a", reused: false, replaced: null, worst: null },
  ...{ assumptions: [], verdicts: [], phases: [], errors: [] },
});
const run = (outcome: Outcome | "not run", change: Partial<SuiteRun> = {}) =>
  suiteRun(outcome === "not run" ? change : { result: result(outcome), ...change });
const compared = (now: SuiteRun, before: SuiteRun) =>
  regressionsOf(suiteOf([now]), suiteOf([before])).map(({ what, before: was }) => `${what}, ${was} before`);

it.each([
  ["fail", "pass", ["broke, pass before"]],
  ["fail", "inconclusive", ["broke, inconclusive before"]],
  ["fail", "fail", []],
  ["fail", "not run", ["broke, not run before"]],
  ["not run", "not run", []],
  ["not run", "fail", []],
  ["inconclusive", "pass", ["unshown, pass before"]],
  ["not run", "pass", ["unshown, pass before"]],
  ["inconclusive", "fail", []],
  ["inconclusive", "inconclusive", []],
  ["pass", "fail", []],
  ["pass", "pass", []],
] as const)("now %s, before %s", (now, before, expected) => {
  expect(compared(run(now), run(before))).toEqual(expected);
});

it("compares runs of one scenario on the same minor versions, topology and profile alone", () => {
  const before = run("pass");
  expect(compared(run("fail", { kubernetes: "1.37.3", kind: "0.33.1", seed: 8 }), before)).toHaveLength(1);
  for (const other of [
    { kubernetes: "1.36.4" },
    { kind: "0.31.0" },
    { profile: "fast" },
    { topology: "single" },
    { repeat: 2 },
  ])
    expect(compared(run("fail", other), before)).toEqual(["broke, not there before", "gone, pass before"]);
});

it("tells what passed and is gone, or cannot be carried out any more, and nothing of what is new and passes", () => {
  expect(compared(run("pass", { scenario: "a" }), run("pass"))).toEqual(["gone, pass before"]);
  expect(compared(run("pass", { scenario: "a" }), run("inconclusive"))).toEqual([]);
  const unsupported = run("not run", { unsupported: true, notRun: "no such module" });
  expect(compared(unsupported, run("pass"))).toEqual(["unshown, pass before"]);
  expect(compared(unsupported, unsupported)).toEqual([]);
});

it("compares a run with the one on the very same version, else with one that passed on that minor version", () => {
  const before = suiteOf([run("pass", { kubernetes: "1.37.1" }), run("fail", { kubernetes: "1.37.2" })]);
  const told = (kubernetes: string) => regressionsOf(suiteOf([run("fail", { kubernetes })]), before).length;
  expect([told("1.37.1"), told("1.37.2"), told("1.37.3")]).toEqual([1, 0, 1]);
});

it("tells no fail of which all that failed is in quarantine", () => {
  const verdict = {
    ...{ id: "g", guarantee: "ejected-within", outcome: "fail", observed: "", limit: "" },
  } as unknown as SuiteResult["verdicts"][number];
  const passing = { ...verdict, id: "h", outcome: "pass" as const };
  const failing = { ...result("fail"), verdicts: [verdict, passing] };
  const now = run("fail", { result: failing, quarantine: [quarantineMark({ guarantee: "g" })] });
  expect(compared(now, run("pass"))).toEqual([]);
});

it("leaves out what is in quarantine, and tells what broke first", () => {
  const pass = [run("pass", { scenario: "a" }), run("pass", { scenario: "b" }), run("pass", { scenario: "c" })];
  const now = [
    run("inconclusive", { scenario: "a" }),
    run("fail", { scenario: "b" }),
    run("fail", { scenario: "c", quarantine: [quarantineMark()] }),
  ];
  expect(regressionsOf(suiteOf(now), suiteOf(pass)).map((one) => one.run.scenario)).toEqual(["b", "a"]);
});
