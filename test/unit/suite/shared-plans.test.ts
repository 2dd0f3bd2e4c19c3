import { expect, it } from "vitest";
import { suiteSchema } from "../../../src/model/suite.ts";
import { SharedPlans } from "../../../src/suite/shared-plans.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

const planned = { scenario: "a", repeat: 1, topology: "ha", profile: "stock", kubernetes: "1.37.2", kind: "0.33.0" };
const textOf = (index: number, seed = 7) => {
  const shard = { index, of: 2, plan: [1, 2].map((own) => ({ ...planned, seed, repeat: own, shard: own })) };
  return JSON.stringify({ ...suiteOf([suiteRun()]), shard });
};

/** Reads a summary as a merge does. */
const read = (plans: SharedPlans, text: string) => {
  const value: unknown = JSON.parse(text);
  return plans.withKnown(suiteSchema.parse(plans.withoutKnown(value)), value);
};

it("all shards of a call have one plan between them, and are what they were", () => {
  const plans = new SharedPlans();
  const [one, other, another] = [read(plans, textOf(1)), read(plans, textOf(2)), read(plans, textOf(2, 8))];
  expect(other.shard?.plan).toBe(one.shard?.plan);
  expect(another.shard?.plan).not.toBe(one.shard?.plan);
  expect([one, other, another].map((suite) => JSON.stringify(suite))).toEqual(
    [textOf(1), textOf(2), textOf(2, 8)].map((text) => JSON.stringify(suiteSchema.parse(JSON.parse(text)))),
  );
});

it("a plan that is none is refused as ever, and what is no summary is left alone", () => {
  const plans = new SharedPlans();
  read(plans, textOf(1));
  const broken = { ...JSON.parse(textOf(1)), shard: { index: 1, of: 2, plan: [{}] } };
  expect(suiteSchema.safeParse(plans.withoutKnown(broken)).success).toBe(false);
  for (const value of [null, 5, "x", [], {}, { shard: null }, { shard: "s" }, { shard: { plan: 1 } }])
    expect(plans.withoutKnown(value)).toBe(value);
});
