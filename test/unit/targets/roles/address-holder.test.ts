import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseTopology } from "../../../../src/cluster/topology.ts";
import type { Cluster, Node } from "../../../../src/model/cluster.ts";
import target, { addressHolder } from "../../../../src/targets/roles/address-holder.ts";
import { resolveTarget } from "../../../../src/targets/target.ts";
import { cluster } from "../../../support/recording-runtime.ts";
import { knownRoles } from "../../../support/target-roles.ts";

const shape = (name: string) => parseTopology(readFileSync(`kind-configs/${name}.yaml`, "utf8"), `${name}.yaml`);
const pair = ["balancer", "balancer2"].map(
  (short): Node => ({ name: `kc-x-${short}`, short, role: "balancer", containerId: short, address: "", ports: {} }),
);
const withPair: Cluster = { ...cluster, nodes: [...cluster.nodes, ...pair] };
const found = (...holders: string[]) =>
  resolveTarget(addressHolder(), withPair, knownRoles({ addressHolders: async () => holders }), 0);

it("is the one load balancer that has the address", async () => {
  expect((await found("kc-x-balancer2")).map(({ short }) => short)).toEqual(["balancer2"]);
  expect(target.missing({}, shape("two-load-balancers"))).toBeUndefined();
  expect(target.missing({}, shape("ha-3cp-3w"))).toMatch(/no virtual address/);
});

it("is nobody where none has it, or both do", async () => {
  await expect(found()).rejects.toThrow(/0 of 2 have it/);
  await expect(found("kc-x-balancer", "kc-x-balancer2")).rejects.toThrow(/2 of 2 have it/);
});
