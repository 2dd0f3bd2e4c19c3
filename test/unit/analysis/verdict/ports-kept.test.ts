import { expect, test } from "vitest";
import type { Facts } from "../../../../src/analysis/facts/facts.ts";
import { portsKept } from "../../../../src/analysis/verdict/ports-kept.ts";

const factsWith = (...ports: readonly string[]) =>
  ({ eventsOf: () => ports.map((port) => ({ type: "port-lost", at: 1, node: "lb", port })) }) as unknown as Facts;

test("nothing is said where every port led where it should", () => {
  expect(portsKept(factsWith())).toEqual([]);
});

test("names the ports that were lost, why, and what to do", () => {
  expect(portsKept(factsWith("6443", "30080"))).toMatchObject([
    {
      outcome: "inconclusive",
      summary: expect.stringMatching(/^6443 of lb, 30080 of lb: refused .*raise the engine's/),
    },
  ]);
});
