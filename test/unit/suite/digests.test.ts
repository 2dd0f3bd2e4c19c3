import { expect, it } from "vitest";
import { digestOf, digestOfSummary } from "../../../src/suite/digests.ts";
import { suiteOf, suiteRun } from "../../support/suite-builder.ts";

it("equal values have the same digest, others have another", () => {
  expect(digestOf({ a: 1 })).toBe(digestOf({ a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: 2 }));
});

it("summaries have the same where they are equal, and another where anything or their plan is", () => {
  const { scenario, repeat, topology, profile, kubernetes, kind, seed } = suiteRun();
  const plan = [{ scenario, repeat, topology, profile, kubernetes, kind, seed, shard: 1 }];
  const of = (change: object, planned: object = {}) => {
    const shard = { index: 1, of: 1, plan: plan.map((run) => ({ ...run, ...planned })) };
    return digestOfSummary({ ...suiteOf([suiteRun()]), shard, ...change });
  };
  expect(of({})).toBe(of({}));
  const others = [of({}), of({ durationMs: 1 }), of({}, { seed: 8 }), of({ shard: null })];
  expect(new Set(others).size).toBe(others.length);
});
