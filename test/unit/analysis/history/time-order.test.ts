import { expect, test } from "vitest";
import type { Access } from "../../../../src/analysis/history/access.ts";
import { Tally } from "../../../../src/analysis/history/tally.ts";
import { timeOrder } from "../../../../src/analysis/history/time-order.ts";

let lane = 0;
function access(kind: Access["kind"], revision: number, [from, to]: [number, number], object?: string): Access {
  lane += 1;
  return { kind, lane: `${kind}-${lane}`, revision, from, to, object };
}

function tallyOf(accesses: readonly Access[]): Tally {
  const tally = new Tally();
  timeOrder(accesses, tally);
  return tally;
}

const rulesIn = (...accesses: Access[]) => tallyOf(accesses).findings.items.map(({ rule }) => rule);

test("a read is held against what was told of its own object, not of others nor of the store", () => {
  const before = [access("write", 20, [0, 1], "a"), access("list", 30, [0, 1]), access("event", 40, [1, 1])];
  expect(rulesIn(...before, access("read", 19, [5, 6], "a"))).toEqual(["stale-read"]);
  expect(rulesIn(...before, access("read", 20, [5, 6], "a"))).toEqual([]);
  expect(rulesIn(...before, access("read", 3, [5, 6], "b"))).toEqual([]);
  expect(rulesIn(access("read", 20, [0, 1], "a"), access("read", 0, [5, 6], "a"))).toEqual(["stale-read"]);
});

test("a write is held against everything, also what was read of other objects, listed, or told by a watch", () => {
  const before = [
    access("read", 20, [0, 1], "a"),
    access("write", 20, [0, 1], "a"),
    access("list", 20, [0, 1]),
    access("event", 20, [1, 1]),
  ];
  for (const one of before) {
    expect(rulesIn(one, access("write", 20, [5, 6], "b"))).toEqual(["store-order"]);
    expect(rulesIn(one, access("write", 21, [5, 6], "b"))).toEqual([]);
  }
});

test("a list is at least as new as everything, an event may be old", () => {
  const before = access("write", 20, [0, 1], "a");
  expect(rulesIn(before, access("list", 19, [5, 6]))).toEqual(["store-order"]);
  expect(rulesIn(before, access("list", 20, [5, 6]))).toEqual([]);
  expect(rulesIn(before, access("event", 3, [5, 5]))).toEqual([]);
});

test("what overlaps, or is nearer than times are exact, may come in either order", () => {
  const before = access("write", 20, [0, 5], "a");
  expect(rulesIn(before, access("read", 19, [5.1, 6], "a"), access("write", 18, [4, 6], "b"))).toEqual([]);
});

test("a finding names both, and reaches over both", () => {
  const [finding] = tallyOf([access("write", 20, [0, 1], "a"), access("list", 19, [5, 6])]).findings.items;
  expect(finding).toMatchObject({ from: 1, to: 6 });
  expect(finding?.text).toMatch(/^a list of 19 by list-\d+, 4(\.0)? ms after write-\d+ was told 20 of a$/);
});

test("what cannot have been told wrongly is not counted: nothing had changed that the lane did not know", () => {
  const compared = (...accesses: Access[]) => {
    const tally = tallyOf(accesses);
    return [tally.compared("stale-read"), tally.compared("store-order")];
  };
  const by = (lane: string, one: Access): Access => ({ ...one, lane });
  const write = access("write", 20, [0, 1], "a");
  const read = (from: number, revision = 20) => by("reader", access("read", revision, [from, from + 1], "a"));
  expect(compared(write, read(5))).toEqual([1, 0]);
  expect(compared(write, read(5), read(8), read(11))).toEqual([1, 0]);
  expect(compared(write, read(5), access("write", 30, [7, 8], "a"), read(10, 30))).toEqual([2, 1]);
  // An object that never changes is always read as it is.
  expect(compared(read(5), by("other", read(8)), read(11))).toEqual([0, 0]);
  const list = (from: number, revision: number) => by("lister", access("list", revision, [from, from + 1]));
  expect(compared(write, list(3, 20), list(6, 20), access("event", 25, [8, 8]), list(9, 25))).toEqual([0, 2]);
});
