import { describe, expect, it } from "vitest";
import { planAssumption } from "../../../../src/analysis/verdict/plan-carried-out.ts";
import { conclude, worstVerdict } from "../../../../src/analysis/verdict/suite.ts";
import type { Outcome } from "../../../../src/model/outcome.ts";
import type { SuiteResult, SuiteVerdict } from "../../../../src/model/suite.ts";
import { quarantineMark, strictTerms, suiteRun } from "../../../support/suite-builder.ts";

const nothingSaid = { assumptions: [], verdicts: [], errors: [] };
const ran = (outcome: Outcome, exitCode: number) =>
  suiteRun({
    result: {
      ...nothingSaid,
      outcome,
      exitCode,
      harnessFailed: exitCode === 2,
      end: "completed",
    } as unknown as SuiteResult,
  });
const passed = ran("pass", 0);
const failed = ran("fail", 1);
const open = ran("inconclusive", 3);
const broken = ran("inconclusive", 2);
const notRun = suiteRun();
const unsupported = suiteRun({ unsupported: true });

describe("what several runs come to", () => {
  it.each([
    ["all passed", [passed, passed], "pass", 0],
    ["one broke", [passed, failed, open, broken], "fail", 1],
    ["the harness failed in one", [passed, open, broken], "inconclusive", 2],
    ["one stayed open", [passed, open], "inconclusive", 3],
    ["one was not run", [passed, notRun], "inconclusive", 3],
    ["one cannot be run here", [passed, unsupported], "pass", 0],
    ["none can be run here", [unsupported], "inconclusive", 3],
    ["none was there", [], "inconclusive", 3],
  ] as const)("%s", (_, runs, outcome, exitCode) => {
    expect(conclude(runs, "completed", strictTerms)).toMatchObject({ outcome, exitCode });
  });

  it("an interruption exits with 130 whatever was seen", () => {
    expect(conclude([failed, notRun], "interrupted", strictTerms)).toMatchObject({ outcome: "fail", exitCode: 130 });
    expect(conclude([passed], "interrupted", strictTerms).exitCode).toBe(130);
  });
});

describe("what was declared of inconclusive runs and of a quarantine", () => {
  const lenient = { allowInconclusive: true };
  const assumptions = [{ name: planAssumption, outcome: "pass" as const, summary: "" }];
  const whole = { end: "completed", harnessFailed: false, errors: [], assumptions } as Partial<SuiteResult>;
  const carriedOut = (outcome: Outcome, change: Partial<SuiteResult> = {}) =>
    suiteRun({ result: { ...whole, verdicts: [], outcome, ...change } as SuiteResult });
  const unclear = carriedOut("inconclusive");
  const nothingBroken = carriedOut("inconclusive", {
    assumptions: [{ name: planAssumption, outcome: "inconclusive", summary: "" }],
  });
  const cutShort = carriedOut("inconclusive", { end: "deadline" });
  const withError = carriedOut("inconclusive", { errors: ["kube: gone"] });
  const known = (run: typeof passed) => ({ ...run, quarantine: [quarantineMark()] });

  it.each([
    ["one may stay open beside one that passed", [passed, unclear], "inconclusive", 0, ["counts", "allowed"]],
    ["all stay open: nothing was shown", [unclear, unclear], "inconclusive", 3, ["counts", "counts"]],
    ["one broke all the same", [passed, unclear, failed], "fail", 1, ["counts", "allowed", "counts"]],
    ["the harness failed all the same", [passed, unclear, broken], "inconclusive", 2, ["counts", "allowed", "counts"]],
    ["one was not run", [passed, notRun], "inconclusive", 3, ["counts", "counts"]],
    ["one broke nothing", [passed, nothingBroken], "inconclusive", 3, ["counts", "counts"]],
    ["one was cut short", [passed, cutShort], "inconclusive", 3, ["counts", "counts"]],
    ["one has an error of the harness", [passed, withError], "inconclusive", 3, ["counts", "counts"]],
    ["one may, another may not", [passed, unclear, notRun], "inconclusive", 3, ["counts", "allowed", "counts"]],
    ["all passed", [passed, passed], "pass", 0, ["counts", "counts"]],
    ["only what is in quarantine passed", [known(failed), unclear], "inconclusive", 3, ["quarantined", "counts"]],
    ["none was there", [], "inconclusive", 3, []],
  ] as const)("where it is allowed: %s", (_, runs, outcome, exitCode, standings) => {
    const concluded = conclude(runs, "completed", lenient);
    expect(concluded).toMatchObject({ outcome, exitCode });
    expect(concluded.runs.map(({ standing }) => standing)).toEqual(standings);
  });

  it.each([
    ["one that fails", [passed, known(carriedOut("fail"))], "pass", 0, "quarantined"],
    ["one that stays open", [passed, known(unclear)], "pass", 0, "quarantined"],
    ["one that passes", [known(passed)], "pass", 0, "counts"],
    ["nothing else", [known(carriedOut("fail"))], "inconclusive", 3, "quarantined"],
    ["one that was not run", [passed, known(notRun)], "inconclusive", 3, "counts"],
    [
      "one that was cut short after it broke",
      [passed, known(carriedOut("fail", { end: "deadline" }))],
      "inconclusive",
      3,
      "counts",
    ],
    ["one in which the harness failed", [passed, known(broken)], "inconclusive", 2, "counts"],
    [
      "one that broke before the harness failed",
      [passed, known(carriedOut("fail", { end: "failed", harnessFailed: true }))],
      "inconclusive",
      2,
      "counts",
    ],
    ["one, and another fails", [known(carriedOut("fail")), failed], "fail", 1, "counts"],
  ] as const)("in quarantine: %s", (_, runs, outcome, exitCode, last) => {
    const concluded = conclude(runs, "completed", strictTerms);
    expect(concluded).toMatchObject({ outcome, exitCode });
    expect(concluded.runs.at(-1)?.standing).toBe(last);
  });

  describe("of one guarantee", () => {
    const verdict = (id: string, outcome: Outcome) => ({ id, outcome }) as SuiteVerdict;
    const run = (outcome: Outcome, ...verdicts: readonly SuiteVerdict[]) => ({
      ...carriedOut(outcome, { verdicts: [...verdicts] }),
      quarantine: [quarantineMark({ guarantee: "a" })],
    });
    const concluded = (one: ReturnType<typeof run>, terms = strictTerms) => conclude([one], "completed", terms);

    it("the others decide", () => {
      expect(concluded(run("fail", verdict("a", "fail"), verdict("b", "pass")))).toMatchObject({
        outcome: "pass",
        exitCode: 0,
        runs: [{ standing: "quarantined" }],
      });
      expect(concluded(run("fail", verdict("a", "fail"), verdict("b", "fail")))).toMatchObject({ exitCode: 1 });
      expect(concluded(run("fail", verdict("a", "pass"), verdict("b", "fail")))).toMatchObject({ exitCode: 1 });
      expect(concluded(run("fail", verdict("a", "fail"), verdict("b", "inconclusive")))).toMatchObject({ exitCode: 3 });
    });

    it("an assumption that does not hold is not in quarantine", () => {
      const busy = { name: "busy", outcome: "inconclusive" as const, summary: "" };
      const one = run("fail", verdict("a", "fail"), verdict("b", "pass"));
      const result = { ...(one.result as SuiteResult), assumptions: [...assumptions, busy] };
      expect(concluded({ ...one, result })).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
    });

    it("where there is no other, nothing is shown", () => {
      expect(concluded(run("fail", verdict("a", "fail")))).toMatchObject({ outcome: "inconclusive", exitCode: 3 });
    });

    it("cut short, what broke beside it counts", () => {
      const one = run("fail", verdict("a", "fail"), verdict("b", "fail"));
      expect(concluded({ ...one, result: { ...(one.result as SuiteResult), end: "deadline" } }).exitCode).toBe(1);
    });
  });
});

describe("the worst verdict", () => {
  const verdict = (promise: string, outcome: Outcome, limitMs?: number, atMost?: number | null): SuiteVerdict => ({
    id: promise,
    guarantee: "max-outage",
    promise,
    outcome,
    summary: "",
    ...(limitMs === undefined ? {} : { limitMs }),
    ...(atMost === undefined ? {} : { measuredMs: [0, atMost] }),
  });
  const easy = verdict("easy", "pass", 4_000, 100);
  const tight = verdict("tight", "pass", 1_000, 900);
  const timeless = verdict("timeless", "pass");
  const open = verdict("open", "inconclusive", 1_000, null);
  const broken = verdict("broken", "fail", 1_000, 2_000);

  it("is one that broke, then one that stayed open, then the one nearest to its limit", () => {
    expect(worstVerdict([easy, open, broken, tight])?.promise).toBe("broken");
    expect(worstVerdict([easy, open, tight])?.promise).toBe("open");
    expect(worstVerdict([timeless, easy, tight])?.promise).toBe("tight");
    expect(worstVerdict([timeless])?.promise).toBe("timeless");
    expect(worstVerdict([])).toBeNull();
  });
});
