import { expect, test } from "vitest";
import { loadChecks } from "../../src/audit/audit.ts";
import { cureOf } from "../../src/audit/cures.ts";
import { known } from "../../src/scenario/catalogue.ts";
import { describe } from "../../src/scenario/description/describe.ts";
import { loadScenarios } from "../../src/scenario/load-scenario.ts";
import { curedBy, pairsOf } from "../../src/scenario/pairs.ts";

const all = await loadScenarios([], known());

test("every scenario that shows a single point of failure names the one without it", () => {
  const shown = all.filter(({ scenario }) => scenario.tags.includes("single-point-of-failure"));
  expect(shown.length).toBeGreaterThan(8);
  expect(shown.filter(({ scenario }) => scenario.cure === undefined).map(({ name }) => name)).toEqual([]);
});

test("a cure shows no single point of failure, and needs no cure of its own", () => {
  for (const { disease, cure } of pairsOf(all)) {
    const found = all.find(({ name }) => name === cure);
    expect(found?.scenario.tags, `${cure}, cure of ${disease}`).not.toContain("single-point-of-failure");
    expect(found?.scenario.cure, `${cure}, cure of ${disease}`).toBeUndefined();
  }
});

test("both sides of a pair are told by describe", async () => {
  const titles = async (name: string) =>
    (await describe({ kind: "scenario", name })).sections.map(({ title, lines }) => `${title}: ${lines.join()}`);
  expect((await titles("two-members")).join("\n")).toMatch(/Its cure: etcd-minority/);
  expect((await titles("worker-kill")).join("\n")).toMatch(
    /What it is the cure of: .*co-located-replicas,single-replica/,
  );
  expect(curedBy("worker-kill", all)).toEqual(expect.arrayContaining(["co-located-replicas", "single-replica"]));
});

test("an audit points at the pairs of the library", async () => {
  const named = (await loadChecks()).flatMap(({ scenarios }) => scenarios);
  for (const name of named) {
    const cure = all.find((one) => one.name === name)?.scenario.cure ?? null;
    expect([name, cureOf(name)]).toEqual([name, cure]);
  }
});
