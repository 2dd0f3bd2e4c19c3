import { expect, test } from "vitest";
import { known, loadGuarantee, namesOf } from "../../src/scenario/catalogue.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";
import { claims } from "../../tools/high-availability/claims.ts";

const all = await loadScenarios([], known());

test("every claim names a scenario that shows it", () => {
  expect(claims.length).toBeGreaterThan(40);
  expect(claims.map(({ scenario }) => scenario).filter((name) => !namesOf("scenario").includes(name))).toEqual([]);
});

test("every claim's figure is that of a guarantee that its scenario has, whether it was run or not", async () => {
  const lacking: string[] = [];
  for (const { scenario, guarantee } of claims) {
    if (guarantee === null) continue;
    const loaded = all.find(({ name }) => name === scenario);
    const promises = await Promise.all(
      (loaded?.scenario.guarantees ?? []).map(async ({ guarantee: name, params }) =>
        (await loadGuarantee(name)).describe(params, undefined),
      ),
    );
    if (!promises.some((promise) => guarantee.test(promise)))
      lacking.push(`${scenario}: ${guarantee} is none of ${promises.join("; ")}`);
  }
  expect(lacking).toEqual([]);
});
