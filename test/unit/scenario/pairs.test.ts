import { expect, test } from "vitest";
import { curedBy, missingCures, pairsAmong, pairsOf } from "../../../src/scenario/pairs.ts";

const named = (name: string, cure?: string) => ({ name, scenario: cure === undefined ? {} : { cure } });
const all = [named("one-replica", "spread"), named("all-on-one", "spread"), named("spread"), named("alone")];

test("a pair is a scenario with the one that it names as its cure", () => {
  expect(pairsOf(all)).toEqual([
    { disease: "one-replica", cure: "spread" },
    { disease: "all-on-one", cure: "spread" },
  ]);
  expect(curedBy("spread", all)).toEqual(["one-replica", "all-on-one"]);
  expect(curedBy("alone", all)).toEqual([]);
});

test("both sides of a pair must be there for it to be shown", () => {
  expect(pairsAmong([named("one-replica", "spread"), named("alone")])).toEqual([]);
  expect(pairsAmong(all)).toHaveLength(2);
});

test("a cure that is chosen already is not run twice, and two scenarios share one", () => {
  expect(missingCures(all)).toEqual([]);
  expect(missingCures([named("one-replica", "spread"), named("all-on-one", "spread")])).toEqual(["spread"]);
});

test("where no scenario names a cure, there is nothing to add", () => {
  expect(() => missingCures([named("alone")])).toThrow("--with-cure: alone names no cure");
  expect(() => missingCures([named("alone"), named("spread")])).toThrow("none of these scenarios names a cure");
});
