import { expect, test } from "vitest";
import {
  type AddressLook,
  holdingsOf,
  longestUnasked,
  overlapsOf,
} from "../../../../src/analysis/virtual-address/holdings.ts";

/** Looks every 400 ms that take 50: "1" has the address, "0" has it not, "-" cannot be asked. */
function looks(node: string, told: string): AddressLook[] {
  return [...told].map((mark, index) => ({
    node,
    askedAt: index * 400,
    at: index * 400 + 50,
    ...(mark === "-" ? { silent: "is paused" } : { has: mark === "1" }),
  }));
}
const overlaps = (one: string, other: string) =>
  overlapsOf(holdingsOf([...looks("balancer", one), ...looks("balancer2", other)])).map(({ boundsMs }) => boundsMs);

test("an address is surely held between looks that saw it, and possibly until one did not", () => {
  expect(holdingsOf(looks("balancer", "01110"))).toEqual([
    { node: "balancer", sure: [450, 1_200], possible: [0, 1_650] },
  ]);
  expect(holdingsOf(looks("balancer", "010"))[0]?.sure).toEqual([450, 400]);
  expect(holdingsOf(looks("balancer", "1-1"))).toHaveLength(2);
  expect(holdingsOf(looks("balancer", "00-"))).toEqual([]);
});

test("an address that is handed over may have been with both for no longer than between two looks", () => {
  expect(overlaps("1100", "0011")).toEqual([[0, 450]]);
  expect(overlaps("1100", "0001")).toEqual([[0, 50]]);
  expect(overlaps("11000", "00001")).toEqual([]);
});

test("two that say it in the same looks had it at least for so long", () => {
  expect(overlaps("1111", "0111")).toEqual([[750, 1_250]]);
});

test("one that cannot be asked has it for as long as it said so", () => {
  expect(overlaps("11----11", "00001100")).toEqual([[0, 450]]);
});

test("the longest time without a look is told, less that in which a node did not run", () => {
  const pair = ["balancer", "balancer2"];
  const all = [...looks("balancer", "1111"), ...looks("balancer2", "0000")];
  expect(longestUnasked(all, pair, [0, 1_300])).toBe(450);
  expect(longestUnasked(all, pair, [0, 3_000])).toBe(1_800);
  expect(longestUnasked(all, [...pair, "balancer3"], [0, 1_300])).toBe(Number.POSITIVE_INFINITY);
  const gap = all.filter(({ node, askedAt }) => node === "balancer2" || askedAt !== 800);
  expect(longestUnasked(gap, pair, [0, 1_300])).toBe(850);
  expect(longestUnasked(gap, pair, [0, 1_300], new Map([["balancer", [500, 1_200]]]))).toBe(450);
});
