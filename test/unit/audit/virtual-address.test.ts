import type { V1Container } from "@kubernetes/client-node";
import { describe, expect, test } from "vitest";
import { audit, loadChecks } from "../../../src/audit/audit.ts";
import type { ClusterFacts } from "../../../src/audit/facts.ts";
import { advertisedAddress, virtualAddress } from "../../../src/audit/virtual-address.ts";
import { pod } from "../../support/audited-cluster.ts";
import { goodCluster } from "../../support/good-cluster.ts";

const good = goodCluster();
const address = "10.0.0.200";
const nodes = ["control-a", "control-b", "control-c"];
const checks = await loadChecks();

function carried(container: Partial<V1Container>, on: readonly string[]): ClusterFacts {
  const spec = { containers: [{ name: "vip", ...container }] };
  return {
    ...good,
    controlPlane: { endpoint: `${address}:6443`, externalEtcd: undefined },
    pods: [
      ...good.pods,
      ...on.map((node) => pod("kube-system", `vip-${node}`, node, {}, { kind: "Node", name: node }, spec)),
    ],
  };
}
const endpointOf = (facts: ClusterFacts) =>
  audit(facts, checks)
    .filter(({ check }) => check === "control-plane-endpoint")
    .map(({ severity, evidence }) => `${severity}: ${evidence}`);

const kubeVip = "ghcr.io/kube-vip/kube-vip:v1.0.0";
describe("who moves an address", () => {
  test.each<readonly [string, Partial<V1Container>, string | undefined]>([
    ["kube-vip by its environment", { image: kubeVip, env: [{ name: "address", value: address }] }, "kube-vip"],
    ["an older kube-vip", { image: kubeVip, env: [{ name: "vip_address", value: address }] }, "kube-vip"],
    ["kube-vip by its words", { image: kubeVip, args: ["manager", "--address", address] }, "kube-vip"],
    ["kube-vip of another address", { image: kubeVip, env: [{ name: "address", value: "10.0.0.201" }] }, undefined],
    ["keepalived, whose file is not seen", { image: "osixia/keepalived:2.0.20" }, "keepalived"],
    ["another pod", { image: "nginx", env: [{ name: "address", value: address }] }, undefined],
  ])("%s", (_, container, by) => {
    expect(virtualAddress(address, carried(container, nodes))?.by).toBe(by);
  });

  test("a Service of MetalLB or the like", () => {
    const services = [
      { metadata: { namespace: "kube-system", name: "api" }, status: { loadBalancer: { ingress: [{ ip: address }] } } },
    ];
    expect(virtualAddress(address, { ...good, services })?.by).toBe("Service kube-system/api");
  });
});

describe("the endpoint of a control plane", () => {
  test("that every control plane can hold is right; one that one of three holds is not", () => {
    expect(endpointOf(carried({ image: kubeVip, env: [{ name: "address", value: address }] }, nodes))).toEqual([]);
    expect(endpointOf(carried({ image: kubeVip, env: [{ name: "address", value: address }] }, ["control-a"]))).toEqual([
      `high: ${address}:6443 is a virtual address of kube-vip, which runs on 1 of 3 control planes: control-a`,
    ]);
  });

  test("that a node has beside the one that its API server advertises may be virtual: nobody can tell from here", () => {
    const api = pod(
      "kube-system",
      "kube-apiserver-control-a",
      "control-a",
      { component: "kube-apiserver" },
      undefined,
      {
        containers: [{ name: "kube-apiserver", command: ["kube-apiserver", "--advertise-address=10.0.0.11"] }],
      },
    );
    const facts: ClusterFacts = {
      ...good,
      controlPlane: { endpoint: "10.0.0.9:6443", externalEtcd: undefined },
      pods: [...good.pods.filter(({ metadata }) => metadata?.name !== "kube-apiserver-control-a"), api],
    };
    expect(advertisedAddress("control-a", facts)).toBe("10.0.0.11");
    expect(endpointOf(facts)).toEqual(["medium: 10.0.0.9:6443 is an address of control-a beside its own"]);
  });

  test("that is a node's own, or its name, is not right", () => {
    for (const endpoint of ["10.0.0.9:6443", "control-a:6443"])
      expect(endpointOf({ ...good, controlPlane: { endpoint, externalEtcd: undefined } })).toEqual([
        `high: ${endpoint} is the address of control-a itself`,
      ]);
  });

  test("an address of IPv6 in brackets is a node's own, too", () => {
    const [first, ...rest] = good.nodes;
    const addresses = [{ type: "InternalIP", address: "fd00::9" }];
    const facts = { ...good, nodes: [{ ...first, status: { ...first?.status, addresses } }, ...rest] };
    const controlPlane = { endpoint: "[fd00::9]:6443", externalEtcd: undefined };
    expect(endpointOf({ ...facts, controlPlane })).toEqual(["high: [fd00::9]:6443 is the address of control-a itself"]);
  });
});
