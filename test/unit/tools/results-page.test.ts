import { expect, it } from "vitest";
import type { SuiteResult, SuiteVerdict } from "../../../src/model/suite.ts";
import { missing, renderResults, together, unexpected } from "../../../tools/results-page.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

const verdict: SuiteVerdict = {
  id: "max-outage write/api/*",
  guarantee: "max-outage",
  promise: "write/api/* never out longer than 4.00 s",
  outcome: "pass",
  summary: "",
  limitMs: 4_000,
  expectedMs: [800, 2_000],
  measuredMs: [1_020, 1_680],
};
const result = { outcome: "pass", exitCode: 0, durationMs: 79_000, verdicts: [verdict] } as unknown as SuiteResult;
const passed = suiteRun({ result });
const failed = suiteRun({ scenario: "lb-kill", result: { ...result, outcome: "fail", exitCode: 1 } });
const unsupported = suiteRun({ scenario: "network-degrade", unsupported: true, notRun: "no netem" });

it("has every scenario with its expected, allowed and measured figures", () => {
  const page = renderResults(suiteOf([passed, unsupported]));
  expect(page).toContain("| [etcd-minority](#etcd-minority) | ha-3cp-3w, stock | pass | 79.0 s |");
  expect(page).toContain(
    "| pass | write/api/\\* never out longer than 4.00 s | 800 ms to 2.00 s | 4.00 s | 1.02 s to 1.68 s |",
  );
  expect(page).toContain("Not run: no netem");
});

it("knows a whole run, and what is not as expected", () => {
  expect(missing(suiteOf([passed, unsupported]))).toEqual([]);
  expect(missing(suiteOf([passed, suiteRun({ scenario: "baseline" })]))).toEqual(["baseline"]);
  expect(unexpected(suiteOf([passed, failed, unsupported]))).toEqual(["lb-kill: fail"]);
});

it("takes a later run of a scenario for the earlier one, whatever came of it, and says so", () => {
  const again = suiteOf([suiteRun({ scenario: "lb-kill", result })]);
  const both = together([suiteOf([passed, failed, unsupported]), again]);
  expect(unexpected(both)).toEqual([]);
  expect(unexpected(together([suiteOf([passed]), suiteOf([{ ...failed, scenario: passed.scenario }])]))).toHaveLength(
    1,
  );
  const page = renderResults(both, [again]);
  expect(page).toMatch(/^Run again from .*:\nlb-kill\.$/m);
});
