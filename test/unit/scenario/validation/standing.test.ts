import { expect, test } from "vitest";
import { loadGuarantees } from "../../../../src/scenario/catalogue.ts";
import { withStanding } from "../../../../src/scenario/validation/standing.ts";

const known = await loadGuarantees();
const own = { id: "mine", guarantee: "no-lost-writes", params: {} };
const idsOf = (operations: string[], specs = [own]) => withStanding(specs, operations, known).map(({ id }) => id);

test("what every run with such lanes is asked for comes after the scenario's own", () => {
  expect(idsOf(["write", "readyz"])).toEqual(["mine", "consistent-history"]);
  expect(idsOf(["etcd-lease"])).toEqual(["mine", "no-early-expiry"]);
  expect(idsOf(["write", "etcd-lease"])).toEqual(["mine", "consistent-history", "no-early-expiry"]);
});

test("a run without such lanes is asked for what its scenario says", () => {
  expect(idsOf(["readyz", "workload-http", "cached-read", "quorum-read", "watch-pods"])).toEqual(["mine"]);
});

test("a scenario that names it itself is asked for it once, by its own name", () => {
  const named = { id: "my history", guarantee: "consistent-history", params: {} };
  expect(idsOf(["write"], [named])).toEqual(["my history"]);
});
