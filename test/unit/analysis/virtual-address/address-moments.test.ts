import { expect, test } from "vitest";
import { addressMoments } from "../../../../src/analysis/virtual-address/address-moments.ts";

test("each move of the address is told once, and nothing of one that could not be asked", () => {
  const look = (at: number, node: string, has?: boolean) => ({
    type: "virtual-address" as const,
    at,
    tookMs: 40,
    node,
    has,
  });
  const looks = [
    look(100, "balancer", true),
    look(110, "balancer2", false),
    look(500, "balancer", true),
    look(900, "balancer"),
    look(910, "balancer2", true),
    look(1_300, "balancer", false),
  ];
  expect(addressMoments(looks).map(({ at, text }) => `${at} ${text}`)).toEqual([
    "100 balancer has the virtual address",
    "910 balancer2 has the virtual address",
    "1300 balancer no longer has the virtual address",
  ]);
});
