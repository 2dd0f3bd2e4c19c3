import { describe, expect, it } from "vitest";
import type { Row } from "../../../../tools/steadiness/rows.ts";
import {
  controlScenario,
  keyOf,
  problemsOf,
  readExplanations,
  sharesOf,
} from "../../../../tools/steadiness/summary.ts";

const row = (number: number, outcome: Row["outcome"] = "pass", scenario = "baseline") =>
  ({ scenario, outcome, run: `${scenario}-${number}`, startedAt: "2026-11-27T10:00:00.000Z" }) as Row;
const passes = (count: number) => Array.from({ length: count }, (_, number) => row(number));

describe("what speaks against a campaign", () => {
  it("is nothing where all passed", () => {
    expect(problemsOf(passes(3), {})).toEqual([]);
  });

  it("is that under 98 % of the library's runs passed, the control not counted", () => {
    const what = { whose: "machine", what: "it was busy" } as const;
    const open = row(99, "inconclusive");
    expect(problemsOf([...passes(49), open], { [keyOf(open)]: what })).toEqual([]);
    const quiet = Array.from({ length: 9 }, (_, number) => row(number, "pass", controlScenario));
    const rows = [...passes(48), ...quiet, open];
    expect(sharesOf(rows)).toEqual({ runs: 49, passed: 48 });
    expect(problemsOf(rows, { [keyOf(open)]: what })).toEqual(["48 of 49 runs passed, less than 98 %"]);
  });

  it("is each outcome that nobody explained, also of a run without a folder", () => {
    const broken = { ...row(1, "broken"), run: "" };
    const rows = [...passes(200), row(500, "inconclusive"), broken];
    const key = "baseline 2026-11-27T10:00:00.000Z";
    expect(problemsOf(rows, {})).toEqual([
      "baseline-500: inconclusive, not explained",
      `${key}: broken, not explained`,
    ]);
    const told = { whose: "harness", what: "mended" } as const;
    expect(problemsOf(rows, { "baseline-500": told, [key]: told })).toEqual([]);
  });

  it("is each fault that was proven late after its injection, also in a run that passed", () => {
    const proven = (afterMs: number | undefined): Row => ({
      ...row(1),
      proofs: [{ fault: "renewal", tookMs: 50_000, ...(afterMs === undefined ? {} : { afterMs }) }],
    });
    expect([proven(5_000), proven(undefined)].flatMap((one) => problemsOf([one], {}))).toEqual([]);
    expect(problemsOf([proven(5_100)], {})).toEqual([
      "baseline-1: renewal was proven 5.1 s after its injection had ended, later than 5 s",
    ]);
  });

  it("is each fail that was not the cluster's, and any where nothing was broken", () => {
    const rows = [...passes(200), row(500, "fail"), row(1, "fail", controlScenario)];
    const explained = (whose: "cluster" | "harness") => ({
      "baseline-500": { whose, what: "x" },
      "ten-quiet-minutes-1": { whose, what: "x" },
    });
    const always = "ten-quiet-minutes-1: fail, where nothing was broken";
    expect(problemsOf(rows, explained("cluster"))).toEqual([always]);
    expect(problemsOf(rows, explained("harness"))).toEqual(["baseline-500: fail, and not the cluster's", always]);
  });
});

it("explanations say whose it was and what, and nothing else", () => {
  const told = { "baseline-1": { whose: "machine", what: "it was busy" } };
  expect(readExplanations(JSON.stringify(told))).toEqual(told);
  expect(() => readExplanations('{"baseline-1":"it was busy"}')).toThrow();
});
