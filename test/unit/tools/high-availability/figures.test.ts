import { expect, it } from "vitest";
import { figureOf, measuredIn, measuredOnce } from "../../../../tools/high-availability/figures.ts";
import type { Row } from "../../../../tools/steadiness/rows.ts";

const out = "write/api/* never out longer than 4 s";

function row(measuredMs: [number, number | null], outcome: Row["outcome"] = "pass", scenario = "x"): Row {
  const figures = [{ promise: out, outcome, measuredMs }];
  return { scenario, outcome, figures } as unknown as Row;
}

it("spans all runs that passed", () => {
  const rows = [row([900, 1_300]), row([700, 1_000]), row([100, 9_000], "inconclusive"), row([1, 2], "pass", "y")];
  expect(figureOf({ scenario: "x", guarantee: /never out/ }, measuredIn(rows, "x"))).toBe("700 ms to 1.3 s");
});

it("knows no figure without an upper bound, and none of what was not run", () => {
  expect(measuredIn([row([900, null])], "x")).toEqual([]);
  expect(figureOf({ scenario: "x", guarantee: /never out/ }, [])).toBe("");
});

it("wants to be told which guarantee measured a claim, and takes that none did for an answer", () => {
  const measured = measuredIn([row([900, 1_300])], "x");
  expect(() => figureOf({ scenario: "x", guarantee: /steady again/ }, measured)).toThrow(/x was run: say/);
  expect(figureOf({ scenario: "x", guarantee: null }, measured)).toBe("");
});

it("reads what was measured before there were campaigns", () => {
  const page = `## x\n\n| outcome | guarantee | expected | limit | measured |\n| --- | --- | --- | --- | --- |
| pass | write/api/\\* never out longer than 4 s |  | 4.00 s | 769 ms to 1.81 s |
| fail | write/api/\\* never out longer than 5 s |  | 4.00 s | 1.00 s to 2.00 s |
| pass | nothing is lost |  |  |  |\n\n## y\n\n| pass | z |  |  | at most 3.04 s |\n`;
  expect(measuredOnce(page, "x")).toEqual([{ promise: out, bounds: [769, 1_810] }]);
  expect(figureOf({ scenario: "y", guarantee: /^z$/ }, measuredOnce(page, "y"))).toBe("at most 3.04 s");
  expect(measuredOnce(page, "w")).toEqual([]);
});
