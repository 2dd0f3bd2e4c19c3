import { expect, test } from "vitest";
import { type ClusterState, differences } from "../../../../src/cluster/existing/cluster-state.ts";

const before: ClusterState = {
  containers: { "shop-worker": { id: "a".repeat(64), state: "running", at: "172.18.0.3" } },
  nodes: { "shop-worker": { ready: true, cordoned: false, taints: ["team=web:NoSchedule"], kubelet: "v1.37.0" } },
  namespaces: ["default", "shop"],
  manifests: { "shop-control-plane": ["etcd.yaml 11", "kube-apiserver.yaml 22"] },
  rules: { "shop-worker": ["iptables -P FORWARD ACCEPT", "iptables -A FORWARD -j MINE"] },
};

test("what is as it was differs in nothing", () => {
  expect(differences(before, structuredClone(before))).toEqual([]);
});

test.each<[string, Partial<ClusterState>, string[]]>([
  [
    "another address",
    { containers: { "shop-worker": { id: "a".repeat(64), state: "running", at: "172.18.0.4" } } },
    ["shop-worker: its address is 172.18.0.4 and was 172.18.0.3"],
  ],
  [
    "another container that rests",
    { containers: { "shop-worker": { id: "b".repeat(64), state: "stopped", at: "172.18.0.3" } } },
    [
      "shop-worker: its container is bbbbbbbbbbbb and was aaaaaaaaaaaa",
      "shop-worker: its container is stopped and was running",
    ],
  ],
  ["a container that is gone", { containers: {} }, ["container shop-worker is gone"]],
  [
    "a cordon and another taint",
    { nodes: { "shop-worker": { ready: false, cordoned: true, taints: ["x=:NoExecute"], kubelet: "v1.37.0" } } },
    [
      "shop-worker: the node is not Ready and was Ready",
      "shop-worker: the node is cordoned and was not cordoned",
      "shop-worker: taint team=web:NoSchedule is gone",
      "shop-worker: taint x=:NoExecute was not there",
    ],
  ],
  [
    "a node that came",
    { nodes: { ...before.nodes, x: { ready: true, cordoned: false, taints: [], kubelet: "v1.38.0" } } },
    ["node x was not there"],
  ],
  [
    "other namespaces",
    { namespaces: ["default", "chaos-1"] },
    ["namespace shop is gone", "namespace chaos-1 was not there"],
  ],
  [
    "manifests that are away or other",
    { manifests: { "shop-control-plane": ["kube-apiserver.yaml 23"] } },
    [
      "shop-control-plane: manifest etcd.yaml is gone",
      "shop-control-plane: manifest kube-apiserver.yaml has other content",
    ],
  ],
  [
    "a rule more and one that is twice",
    { rules: { "shop-worker": [...(before.rules["shop-worker"] ?? []), "iptables -A FORWARD -j MINE"] } },
    ["shop-worker: rule iptables -A FORWARD -j MINE was not there"],
  ],
])("%s is named", (_, after, told) => {
  expect(differences(before, { ...before, ...after })).toEqual(told);
});
