import { expect, it } from "vitest";
import { dueRuns, moreRounds } from "../../../../tools/steadiness/due.ts";
import type { Row } from "../../../../tools/steadiness/rows.ts";

const candidates = [
  { scenario: "b", group: "ha", rounds: 2 },
  { scenario: "a", group: "ha", rounds: 2 },
  { scenario: "c", group: "four", rounds: 1 },
];
const row = (scenario: string, round: number, outcome: Row["outcome"] = "pass") =>
  ({ scenario, round, outcome }) as Row;
const words = (rows: readonly Row[]) => dueRuns(candidates, rows).map(({ scenario, round }) => `${scenario}${round}`);

it("goes round by round, each cluster once in a round", () => {
  expect(words([])).toEqual(["c1", "a1", "b1", "a2", "b2"]);
});

it("goes on after what was done", () => {
  expect(words([row("c", 1), row("a", 1), row("b", 1), row("a", 2)])).toEqual(["b2"]);
  expect(words([row("c", 1), row("a", 1), row("b", 1), row("a", 2), row("b", 2)])).toEqual([]);
});

it("runs what once did not pass so many times more", () => {
  const rows = [row("c", 1, "inconclusive"), row("a", 1), row("b", 1), row("a", 2), row("b", 2)];
  expect(words(rows)).toEqual(Array.from({ length: moreRounds }, (_, index) => `c${index + 2}`));
});

it("comes to other kinds when everything else was done", () => {
  const by = { kind: "0.31.0", kubernetes: "1.36.4", scenarios: ["a"] };
  const other = { scenario: "a by kind 0.31.0", name: "a", group: "ha, kind 0.31.0", rounds: 1, by };
  const due = dueRuns([other, ...candidates], [row("a", 1, "fail")]);
  expect(due.at(-1)).toMatchObject({ scenario: "a by kind 0.31.0", name: "a", round: 1, by });
  expect(due.filter((one) => one.by !== undefined)).toHaveLength(1);
});
