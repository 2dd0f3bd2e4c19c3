import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prepared } from "../../../src/scenario/prepare.ts";
import { cutShard } from "../../../src/suite/cut-shard.ts";
import type { LengthsOf } from "../../../src/suite/measured-lengths.ts";
import { identityOf, orderPrepared } from "../../../src/suite/run-order.ts";

interface Wanted {
  readonly name: string;
  readonly topology: string;
  readonly holdMs: number;
}

const versions = ["1.37.2", "1.36.4", "1.35.4"] as const;

const prepared = ({ name, topology, holdMs }: Wanted, kubernetes: string) =>
  ({
    name,
    scenario: { steps: [{ hold: `${holdMs}ms` }] },
    cluster: { topology: { name: topology }, profile: "stock", kubernetes },
    images: { labels: { kind: "0.33.0" } },
  }) as unknown as Prepared;

const wanted = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,4}$/),
    topology: fc.constantFrom("ha", "single"),
    holdMs: fc.nat(90_000),
  }),
  { minLength: 1, maxLength: 15, selector: ({ name }) => name },
);
const call = fc
  .record({
    scenarios: wanted,
    repeat: fc.integer({ min: 1, max: 3 }),
    on: fc.subarray([...versions], { minLength: 1 }),
  })
  .map(({ scenarios, repeat, on }) =>
    orderPrepared(
      on.flatMap((kubernetes) => scenarios.map((one) => prepared(one, kubernetes))),
      repeat,
    ),
  );

/** Lengths of an earlier night, which are others than those that are expected: of each scenario by its name. */
const lengths = fc
  .option(fc.integer({ min: 1, max: 1_000 }), { nil: undefined })
  .map((factor): LengthsOf | undefined =>
    factor === undefined
      ? undefined
      : ({ scenario, kubernetes }, { reuseMs, freshMs }) => {
          const more = factor * (scenario.length + versions.indexOf(kubernetes as (typeof versions)[number]));
          return { reuseMs: reuseMs + more, freshMs: freshMs + more };
        },
  );

describe("the shards of a call", () => {
  it("have every run of every scenario, repetition and version once between them, in the order and with the seeds of one call that runs all", () => {
    const cut = call.chain((all) =>
      fc.record({ all: fc.constant(all), of: fc.integer({ min: 1, max: all.length }), measured: lengths }),
    );
    fc.assert(
      fc.property(cut, ({ all, of, measured }) => {
        const shards = Array.from({ length: of }, (_, index) =>
          cutShard(all, { index: index + 1, of, seed: 42 }, measured),
        );
        const [first] = shards;
        expect(first?.shard.plan.map(({ shard: _, ...run }) => run)).toEqual(all.map((entry) => identityOf(entry, 42)));
        for (const [index, { ordered, shard }] of shards.entries()) {
          expect(shard).toEqual({ index: index + 1, of, plan: first?.shard.plan });
          expect(ordered).toEqual(all.filter((_, place) => shard.plan[place]?.shard === index + 1));
        }
        const runs = shards.flatMap(({ ordered }) => ordered.map((entry) => JSON.stringify(identityOf(entry, 42))));
        expect(runs).toHaveLength(all.length);
        expect(new Set(runs).size).toBe(all.length);
      }),
    );
  });
});
