import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { codeIn, readDocument } from "../support/documents.ts";

const { rows } = readDocument("docs/high-availability.md");
const results = readFileSync(join(projectFolder, "docs/results.md"), "utf8");

/** The cells of a row under some titles. */
const claims = rows.map(({ head, cells }) => {
  const cellOf = (title: string) => cells[head.indexOf(title)] ?? "";
  return { scenario: codeIn(cellOf("shown by")).join(), measured: cellOf("measured") };
});

test("every claim names a scenario that shows it", () => {
  expect(claims.length).toBeGreaterThan(40);
  expect(claims.map(({ scenario }) => scenario).filter((name) => !namesOf("scenario").includes(name))).toEqual([]);
});

test("every figure was measured by that scenario in the recorded run", () => {
  const told = claims.filter(({ measured }) => measured !== "");
  expect(told.length).toBeGreaterThan(35);
  expect(told.filter(({ scenario, measured }) => !measuredBy(scenario).includes(measured))).toEqual([]);
});

/** What guarantees that held measured in the recorded run of a scenario. */
function measuredBy(scenario: string): string[] {
  const section = results.split(/^## /m).find((text) => text.startsWith(`${scenario}\n`)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| pass |"));
  return lines.map((line) => line.split(" | ").at(-1)?.replace(/ \|$/, "") ?? "");
}
