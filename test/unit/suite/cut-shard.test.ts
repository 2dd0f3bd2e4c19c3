import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prepared } from "../../../src/scenario/prepare.ts";
import { cutShard } from "../../../src/suite/cut-shard.ts";
import { identityOf, orderRuns } from "../../../src/suite/run-order.ts";

interface Wanted {
  readonly name: string;
  readonly topology: string;
  readonly holdMs: number;
}

const prepared = ({ name, topology, holdMs }: Wanted) =>
  ({
    name,
    scenario: { steps: [{ hold: `${holdMs}ms` }] },
    cluster: { topology: { name: topology }, profile: "stock", kubernetes: "1.37.2" },
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
const call = fc.record({ scenarios: wanted, repeat: fc.integer({ min: 1, max: 3 }) }).map(({ scenarios, repeat }) =>
  orderRuns(
    scenarios.map(prepared),
    ({ name }) => name,
    ({ cluster }) => cluster.topology.name,
    repeat,
  ),
);

describe("the shards of a call", () => {
  it("have every run once between them, in the order and with the seeds of one call that runs all", () => {
    const cut = call.chain((all) => fc.record({ all: fc.constant(all), of: fc.integer({ min: 1, max: all.length }) }));
    fc.assert(
      fc.property(cut, ({ all, of }) => {
        const shards = Array.from({ length: of }, (_, index) => cutShard(all, { index: index + 1, of, seed: 42 }));
        const [first] = shards;
        expect(first?.shard.plan.map(({ shard: _, ...run }) => run)).toEqual(all.map((entry) => identityOf(entry, 42)));
        for (const [index, { ordered, shard }] of shards.entries()) {
          expect(shard).toEqual({ index: index + 1, of, plan: first?.shard.plan });
          expect(ordered).toEqual(all.filter((_, place) => shard.plan[place]?.shard === index + 1));
        }
        expect(shards.flatMap(({ ordered }) => ordered)).toHaveLength(all.length);
      }),
    );
  });
});
