import { expect, it } from "vitest";
import type { Row } from "../../../../tools/steadiness/rows.ts";
import { campaignsOf, shownRows } from "../../../../tools/steadiness/shown.ts";

const row = (campaign: string, scenario: string, hour: number, commit = "abc1234") =>
  ({ campaign, scenario, commit, startedAt: new Date(Date.UTC(2026, 10, 27, hour)).toISOString() }) as Row;

it("takes the campaign with the newest row for the newest, whichever began first", () => {
  const [first, second] = [row("a", "x", 1), row("b", "x", 2)];
  const goesOn = row("a", "y", 3);
  expect(campaignsOf([first, second, goesOn])).toEqual([[second], [first, goesOn]]);
  expect(campaignsOf([])).toEqual([]);
});

it("counts of each scenario the newest campaign that has it, at whatever commit its rows were made", () => {
  const old = [row("a", "x", 1), row("a", "only-once", 1)];
  const sessions = [row("b", "x", 2), row("b", "x", 3, "def5678")];
  expect(shownRows([...old, ...sessions])).toEqual([old[1], ...sessions]);
});
