import { expect, test } from "vitest";
import { labelsIn, topologyOf } from "../../../../src/cluster/existing/described.ts";
import type { Node, NodeRole } from "../../../../src/model/cluster.ts";
import type { Topology } from "../../../../src/model/topology.ts";

function node(short: string, role: NodeRole): Node {
  return { name: `shop-${short}`, short, role, containerId: short, address: "172.18.0.2", ports: {} };
}

const lb = node("lb", "load-balancer");
const planes = ["control-plane", "control-plane2", "control-plane3"].map((short) => node(short, "control-plane"));
const apiServer = "    - --service-cluster-ip-range=10.96.0.0/16\n";
const told = { apiServer, kubelets: {} };

test("a cluster is described by its nodes in kind's own order, with its load balancer", () => {
  const many = Array.from({ length: 11 }, (_, index) => node(index === 0 ? "worker" : `worker${index + 1}`, "worker"));
  const topology = topologyOf("shop", [lb, ...many.toReversed(), ...planes.toReversed()], told) as Topology;
  expect(topology.name).toBe("shop");
  expect(topology.nodes.map(({ short }) => short)).toEqual([
    ...planes.map(({ short }) => short),
    ...many.map(({ short }) => short),
    "lb",
  ]);
});

test("zones come from the labels that the kubelets were given", () => {
  const zone = "topology.kubernetes.io/zone";
  const kubelets = { worker: `KUBELET_KUBEADM_ARGS="--node-ip=172.18.0.3 --node-labels=${zone}=a,tier=web --x=y"` };
  const nodes = [node("control-plane", "control-plane"), node("worker", "worker")];
  expect(labelsIn(kubelets.worker)).toEqual({ [zone]: "a", tier: "web" });
  expect(topologyOf("shop", nodes, { apiServer, kubelets })).toMatchObject({ zones: ["a"] });
});

test("no labels are none", () => {
  expect(labelsIn('KUBELET_KUBEADM_ARGS="--node-ip=172.18.0.3 --node-labels= --x=y"')).toEqual({});
  expect(labelsIn("")).toEqual({});
});

test.each([
  ["names of its own", [node("control-plane", "control-plane"), node("worker3", "worker")], told, /shop-worker3/],
  ["no load balancer before several", planes, told, /several control planes and no load balancer/],
  ["no control plane", [node("worker", "worker")], told, /lacks a control plane/],
  [
    "Services of IPv6 first",
    [node("control-plane", "control-plane")],
    { apiServer: "- --service-cluster-ip-range=fd00::/112,10.96.0.0/16", kubelets: {} },
    /IPv6 first/,
  ],
])("a cluster with %s is refused", (_, nodes, files, why) => {
  expect(topologyOf("shop", nodes, files)).toEqual({ problem: expect.stringMatching(why) });
});
