import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plannedSettings } from "../../../../src/cluster/planned-settings.ts";
import { parseTopology } from "../../../../src/cluster/topology.ts";
import { balancersOf, withVirtualAddress } from "../../../../src/cluster/virtual-address/virtual-address-config.ts";

const topology = (name: string) => parseTopology(readFileSync(`kind-configs/${name}.yaml`, "utf8"), `${name}.yaml`);

describe("two load balancers with a virtual address", () => {
  test("are asked for by a name in the certificates of API servers, and are nodes of their own", () => {
    const { nodes, config } = topology("two-load-balancers");
    expect(nodes.filter(({ role }) => role === "balancer").map(({ short }) => short)).toEqual([
      "balancer",
      "balancer2",
    ]);
    expect(plannedSettings(config)).toMatchObject({
      loadBalancer: { kind: "haproxy", path: "/readyz" },
      virtualAddress: { advertMs: 1_000, fall: 2, weight: 0 },
    });
    expect(plannedSettings(topology("slow-virtual-address").config).virtualAddress).toMatchObject({ fall: 10 });
  });

  test("have their address in the place of its name, and nothing else is changed", () => {
    const { config } = topology("two-load-balancers");
    const placed = withVirtualAddress(config, "172.30.4.200");
    expect(placed.kubeadmConfigPatches?.join()).toContain("172.30.4.200");
    expect(placed.kubeadmConfigPatches?.join()).toContain("localhost");
    expect(placed.kubeadmConfigPatches?.join()).not.toContain("virtual-address");
    expect({ ...placed, kubeadmConfigPatches: config.kubeadmConfigPatches }).toEqual(config);
  });

  test("are not there where nobody asks for them", () => {
    const { config, nodes } = topology("ha-3cp-3w");
    expect(balancersOf(config)).toBeUndefined();
    expect(withVirtualAddress(config, "172.30.4.200")).toBe(config);
    const patch = "{kind: ClusterConfiguration, apiServer: {certSANs: [constructor, toString]}}";
    expect(balancersOf({ ...config, kubeadmConfigPatches: [patch] })).toBeUndefined();
    expect(nodes.some(({ role }) => role === "balancer")).toBe(false);
  });
});
