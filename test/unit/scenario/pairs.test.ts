import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { fileOf } from "../../../src/scenario/catalogue.ts";
import { curedBy, missingCures, pairsAmong, pairsOf } from "../../../src/scenario/pairs.ts";

const named = (name: string, cure?: string) => ({
  name,
  file: fileOf("scenario", name),
  scenario: cure === undefined ? {} : { cure },
});
const cure = "worker-kill";
const [one, other] = [named("single-replica", cure), named("co-located-replicas", cure)];
const all = [one, other, named(cure), named("baseline")];
/** A person's own, called like the cure of the library. */
const called = { ...named(cure), file: import.meta.filename };

test("a pair is a scenario with the one that it names as its cure", () => {
  expect(pairsOf(all)).toEqual([
    { disease: "single-replica", cure },
    { disease: "co-located-replicas", cure },
  ]);
  expect(curedBy(named(cure), all)).toEqual(["single-replica", "co-located-replicas"]);
  expect(curedBy(named("baseline"), all)).toEqual([]);
});

test("both sides of a pair must be there for it to be shown", () => {
  expect(pairsAmong([one, named("baseline")])).toEqual([]);
  expect(pairsAmong(all)).toHaveLength(2);
});

test("a cure that is chosen already is not run twice, and two scenarios share one", () => {
  expect(missingCures(all)).toEqual([]);
  expect(missingCures([one, other])).toEqual([cure]);
});

test("where no scenario names a cure, there is nothing to add", () => {
  expect(() => missingCures([named("baseline")])).toThrow("--with-cure: baseline names no cure");
  expect(() => missingCures([named("baseline"), named(cure)])).toThrow("none of these scenarios names a cure");
});

test("a person's own file that is called like a cure is none, however the cure's own file is named", () => {
  expect(pairsAmong([one, called])).toEqual([]);
  expect(curedBy(called, all)).toEqual([]);
  expect(missingCures([one, called])).toEqual([cure]);
  const byFile = { ...named(cure), file: join(dirname(named(cure).file), ".", `${cure}.ts`) };
  expect(pairsAmong([one, byFile])).toEqual([{ disease: "single-replica", cure }]);
});

test("where it is said why there is no cure, that is told", () => {
  const lost = { ...named("lb-kill"), scenario: { noCure: "a second balancer" } };
  expect(() => missingCures([lost])).toThrow("--with-cure: lb-kill has no cure here: a second balancer");
});
