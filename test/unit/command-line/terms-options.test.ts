import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addTermsOptions, isOfSeveral, retries } from "../../../src/command-line/terms-options.ts";

describe("--retry-inconclusive", () => {
  it("takes 0 to 5", () => {
    expect(["0", "1", "5"].map(retries)).toEqual([0, 1, 5]);
  });

  it.each(["6", "10", "-1", "1.5", "", " ", " 2", "two", "0x2", "1e0", "٣", "9".repeat(10_000)])(
    "refuses %j",
    (text) => {
      expect(() => retries(text)).toThrow("a whole number from 0 to 5 is expected");
    },
  );
});

it("what is declared makes a summary of one run, too", () => {
  const parsed = (...argv: readonly string[]) =>
    isOfSeveral(addTermsOptions(new Command()).option("--quarantine <file>").parse(argv, { from: "user" }).opts());
  expect([parsed(), parsed("--retry-inconclusive", "0")]).toEqual([false, false]);
  expect(parsed("--retry-inconclusive", "1")).toBe(true);
  expect(parsed("--allow-inconclusive")).toBe(true);
  expect(parsed("--quarantine", "x.yaml")).toBe(true);
});
