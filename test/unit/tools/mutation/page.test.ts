import { expect, test } from "vitest";
import { type MutationReport, noticedShare, renderMutation } from "../../../../tools/mutation/page.ts";

const mutant = (status: string, line = 1) => ({
  mutatorName: "ConditionalExpression",
  status,
  location: { start: { line, column: 1 } },
});

const report: MutationReport = {
  files: {
    "src/analysis/history/sweep.ts": { mutants: [mutant("Killed"), mutant("Timeout"), mutant("Survived", 7)] },
    "src/analysis/history/kinds.ts": { mutants: [mutant("NoCoverage", 9), mutant("Ignored"), mutant("RuntimeError")] },
    "src/guarantees/max-outage.ts": { mutants: [mutant("Killed")] },
  },
};

test("what a test failed on, or did not end on, was noticed; what nobody could run counts for nothing", () => {
  expect(noticedShare(report)).toBeCloseTo(3 / 5);
  expect(noticedShare({ files: {} })).toBe(1);
});

test("the page counts by folder and names each survivor with its reason", () => {
  const page = renderMutation(report, { "src/analysis/history/sweep.ts": "order of equals" });
  expect(page).toContain("3 of 5 mutants were noticed: **60.0 %**");
  expect(page).toMatch(/`src\/analysis\/history` +\| 4 +\| 2 +\| 50\.0 %/);
  expect(page).toMatch(/sweep\.ts` +\| 1 +\| 3 +\| 7 ConditionalExpression +\| order of equals/);
  expect(page).toMatch(/kinds\.ts` +\| 1 +\| 1 +\| 9 ConditionalExpression +\| not looked at yet/);
});
