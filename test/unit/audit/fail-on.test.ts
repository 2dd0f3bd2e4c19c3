import { expect, test } from "vitest";
import type { Finding, Severity } from "../../../src/audit/facts.ts";
import { fails, parseFailOn } from "../../../src/audit/fail-on.ts";

const found = (...severities: Severity[]): Finding[] =>
  severities.map((severity) => ({
    ...{ check: "c", severity, subject: "s", owner: "cluster" },
    ...{ evidence: "e", why: "w", advice: "a", scenario: "s", cure: null },
  }));

test.each<readonly [string, Finding[], boolean]>([
  ["high", found("high"), true],
  ["high", found("medium", "low"), false],
  ["medium", found("medium"), true],
  ["medium", found("low"), false],
  ["low", found("low"), true],
  ["low", [], false],
  ["never", found("high", "medium", "low"), false],
  ["high=0,medium=2", found("medium", "medium"), false],
  ["high=0,medium=2", found("medium", "medium", "medium"), true],
  ["high=0, medium=2", found("high"), true],
  ["low=1", found("high", "low"), false],
])("%s of %j fails: %s", (words, findings, failed) => {
  expect(fails(findings, parseFailOn(words))).toBe(failed);
});

test.each(["severe", "", "high,medium", "high=0,high=1", "high=-1", "high=x", "never=1"])("%j is refused", (words) => {
  expect(() => parseFailOn(words)).toThrow(/^--fail-on .*: write high, medium, low or never, or how many/);
});
