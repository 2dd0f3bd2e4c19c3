import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderRuns } from "../../../src/suite/run-order.ts";

interface Item {
  readonly name: string;
  readonly on: string;
}

const order = (items: readonly Item[], repeat = 1) =>
  orderRuns(
    items,
    ({ name }) => name,
    ({ on }) => on,
    repeat,
  );
const names = (items: readonly Item[], repeat = 1) =>
  order(items, repeat).map(({ item, repeat: time }) => `${item.name}#${time}`);

describe("the order of several runs", () => {
  const a = { name: "a", on: "ha" };
  const b = { name: "b", on: "single" };
  const c = { name: "c", on: "ha" };

  it("puts those together that share a cluster, else as they were asked for", () => {
    expect(names([a, b, c])).toEqual(["a#1", "c#1", "b#1"]);
    expect(order([a, b, c]).map(({ group }) => group)).toEqual(["ha", "ha", "single"]);
  });

  it("repeats in rounds within a group", () => {
    expect(names([a, b, c], 2)).toEqual(["a#1", "c#1", "a#2", "c#2", "b#1", "b#2"]);
  });

  it("goes in blocks that end at the looks, every other one backwards, where there are several clusters", () => {
    const blocks = (repeat: number) => {
      const all = order([a, b], repeat);
      const starts = all.flatMap(({ group }, index) => (all[index - 1]?.group === group ? [] : [index]));
      return starts.map((start, index) => `${all[start]?.item.name} ${(starts[index + 1] ?? all.length) - start}`);
    };
    expect(blocks(6)).toEqual(["a 6", "b 6"]);
    expect(blocks(12)).toEqual(["a 6", "b 12", "a 6"]);
    expect(blocks(20)).toEqual(["a 6", "b 12", "a 14", "b 8"]);
    expect(blocks(45)).toEqual(["a 6", "b 12", "a 14", "b 18", "a 20", "b 15", "a 5"]);
    expect(names([a, b], 12).slice(16, 20)).toEqual(["b#11", "b#12", "a#7", "a#8"]);
  });

  it("gives every stretch on a cluster a group of its own, and one cluster one", () => {
    const groups = order([a, b], 20).map(({ group }) => group);
    const changes = groups.filter((group, index) => groups[index - 1] !== group);
    expect(new Set(changes).size).toBe(changes.length);
    expect(new Set(order([a, c], 20).map(({ group }) => group)).size).toBe(1);
  });

  it("counts a scenario that is named twice", () => {
    expect(names([a, a])).toEqual(["a#1", "a#2"]);
  });

  it("has every run once, and changes the cluster as seldom as can be", () => {
    const item = fc.record({ name: fc.constantFrom("a", "b", "c", "d"), on: fc.constantFrom("x", "y", "z") });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), fc.integer({ min: 1, max: 3 }), (items, repeat) => {
        const ordered = order(items, repeat);
        expect(ordered).toHaveLength(items.length * repeat);
        const clusters = new Set(items.map(({ on }) => on)).size;
        const changes = ordered.filter(({ group }, index) => ordered[index - 1]?.group !== group).length;
        expect(changes).toBe(clusters);
      }),
    );
  });
});
