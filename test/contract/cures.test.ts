import { expect, test } from "vitest";
import { loadChecks } from "../../src/audit/audit.ts";
import { cures } from "../../src/audit/cures.ts";
import { known } from "../../src/scenario/catalogue.ts";
import { describe } from "../../src/scenario/description/describe.ts";
import { type LoadedScenario, loadScenarios } from "../../src/scenario/load-scenario.ts";
import { curedBy, pairsOf } from "../../src/scenario/pairs.ts";

const all = await loadScenarios([], known());

/** What promises that nothing stands in: out until somebody or something else has put it right. */
const untilMended = ["outage-until-healed", "outage-until-replaced", "outage-until-repaired"];

test("every scenario that shows what nothing stands in for names the one without it, or says why there is none", () => {
  const shown = all.filter(
    ({ scenario: { tags, guarantees } }) =>
      tags.includes("single-point-of-failure") || guarantees.some(({ guarantee }) => untilMended.includes(guarantee)),
  );
  expect(shown.length).toBeGreaterThan(11);
  expect(
    shown.filter(({ scenario: { cure, noCure } }) => (cure ?? noCure) === undefined).map(({ name }) => name),
  ).toEqual([]);
});

test("a cure shows no single point of failure, and needs no cure of its own", () => {
  for (const { disease, cure } of pairsOf(all)) {
    const found = all.find(({ name }) => name === cure);
    expect(found, cure).toBeDefined();
    expect(found?.scenario.tags, `${cure}, cure of ${disease}`).not.toContain("single-point-of-failure");
    expect(found?.scenario.cure, `${cure}, cure of ${disease}`).toBeUndefined();
  }
});

test("both sides of a pair are told by describe", async () => {
  const titles = async (name: string) =>
    (await describe({ kind: "scenario", name })).sections.map(({ title, lines }) => `${title}: ${lines.join()}`);
  expect((await titles("two-members")).join("\n")).toMatch(/Its cure: etcd-minority/);
  expect((await titles("all-control-planes-down")).join("\n")).toMatch(/Its cure: none here: .*another cluster/);
  expect((await titles("worker-kill")).join("\n")).toMatch(
    /What it is the cure of: .*co-located-replicas,single-replica/,
  );
  const cure = all.find(({ name }) => name === "worker-kill") as LoadedScenario;
  expect(curedBy(cure, all)).toEqual(expect.arrayContaining(["co-located-replicas", "single-replica"]));
});

test("an audit points at the pairs of the library, and knows no others", async () => {
  const named = [...new Set((await loadChecks()).flatMap(({ scenarios }) => scenarios))];
  const pairs = pairsOf(all).filter(({ disease }) => named.includes(disease));
  expect(cures).toEqual(Object.fromEntries(pairs.map(({ disease, cure }) => [disease, cure])));
});
