import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/model/errors.ts";
import { lengthOf, shardsOf, type Weighed } from "../../../src/suite/shards.ts";

const run = (group: string, reuseMs: number): Weighed => ({ group, reuseMs, freshMs: reuseMs + 100 });

/** How long each cluster takes to be made. */
const createMs: Readonly<Record<string, number>> = { ha: 300, single: 100, none: 0 };
const someRuns = fc.array(
  fc
    .record({ group: fc.constantFrom(...Object.keys(createMs)), reuseMs: fc.nat(1_000) })
    .map(({ group, reuseMs }): Weighed => ({ group, reuseMs, freshMs: reuseMs + (createMs[group] ?? 0) })),
  { minLength: 1, maxLength: 60 },
);
const cut = someRuns.chain((runs) =>
  fc.record({ runs: fc.constant(runs), of: fc.integer({ min: 1, max: runs.length }) }),
);

const partsOf = (runs: readonly Weighed[], of: number) => {
  const shards = shardsOf(runs, of);
  return Array.from({ length: of }, (_, index) => runs.filter((_run, place) => shards[place] === index + 1));
};

describe("shards of runs", () => {
  it("have every run exactly once, and no shard is empty, however many there are", () => {
    fc.assert(
      fc.property(cut, ({ runs, of }) => {
        const shards = shardsOf(runs, of);
        expect(shards).toHaveLength(runs.length);
        expect(new Set(shards)).toEqual(new Set(Array.from({ length: of }, (_, index) => index + 1)));
      }),
    );
  });

  it("differ in length by no more than one run with a new cluster", () => {
    fc.assert(
      fc.property(cut, ({ runs, of }) => {
        const lengths = partsOf(runs, of).map(lengthOf);
        const longest = Math.max(1, ...runs.map(({ freshMs }) => freshMs));
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(longest + runs.length);
      }),
    );
  });

  it("keep runs of one cluster together where another cluster would take longer", () => {
    const shards = shardsOf([run("ha", 30), run("ha", 20), run("single", 30), run("single", 20)], 2);
    expect(shards).toEqual([1, 1, 2, 2]);
  });

  it("balance by length, not by number", () => {
    expect(shardsOf([run("ha", 900), run("ha", 10), run("ha", 10), run("ha", 10)], 2)).toEqual([1, 2, 2, 2]);
  });

  it("refuse more shards than runs", () => {
    expect(() => shardsOf([run("ha", 1)], 2)).toThrow(
      new UsageError("--shard: 2 shards of 1 run: some would be empty"),
    );
  });

  it("are found for 10,000 runs of 200 shards in seconds", () => {
    const runs = Array.from({ length: 10_000 }, (_, index) => run(`c${index % 12}`, 1_000 + ((index * 7919) % 90_000)));
    const lengths = partsOf(runs, 200).map(lengthOf);
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.05);
  });
});
