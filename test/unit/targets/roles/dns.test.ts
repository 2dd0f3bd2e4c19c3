import { expect, it } from "vitest";
import type { Roles } from "../../../../src/model/target.ts";
import target, { dns } from "../../../../src/targets/roles/dns.ts";
import { resolved } from "../../../support/target-roles.ts";

const told = (...places: string[]): Partial<Roles> => ({
  dnsNodes: async () => places.map((short) => `kc-x-${short}`),
  leaseHolder: async () => "kc-x-control-plane_ba5",
  probeNode: () => "kc-x-worker3",
});

it.each([
  ["a worker rather than a control plane", ["control-plane2", "worker2"], "worker2"],
  ["not the node that the lanes are in", ["control-plane2", "worker3"], "control-plane2"],
  [
    "not the controller managers' leader, who would notice later",
    ["control-plane", "control-plane2"],
    "control-plane2",
  ],
])("takes of several nodes %s", async (_, places, expected) => {
  expect(await resolved(dns("one"), told(...places))).toEqual([expected]);
});

it("takes the leader rather than nobody, where all are together", async () => {
  expect(await resolved(dns("all"), told("control-plane", "control-plane"))).toEqual(["control-plane"]);
  expect(target.describe({ replicas: "all" })).toBe("the node with all replicas of CoreDNS");
});

it.each([
  ["all", ["worker", "worker2"], /2 replicas are on kc-x-worker, kc-x-worker2/],
  ["one", ["worker", "worker"], /2 replicas are on kc-x-worker$/],
  ["one", ["worker"], /1 replicas are on kc-x-worker$/],
] as const)("is nobody where %s is asked for and replicas are on %j", async (replicas, places, reason) => {
  await expect(resolved(dns(replicas), told(...places))).rejects.toThrow(reason);
});
