import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { nodeRows } from "../../../src/upgrade-watch/node-rows.ts";

const ready = { type: "Ready", status: "True" };

const mirror = { "kubernetes.io/config.mirror": "ab" };

function node(name: string, over: Partial<V1Node> = {}): V1Node {
  return {
    metadata: { name, uid: `uid-${name}` },
    spec: {},
    status: { conditions: [ready], nodeInfo: { kubeletVersion: "v1.36.4" } as never },
    ...over,
  };
}

function pod(component: string, nodeName: string, image: string, over: Partial<V1Pod> = {}): V1Pod {
  return {
    metadata: { name: `${component}-${nodeName}`, labels: { component }, annotations: mirror },
    spec: { nodeName, containers: [{ name: component, image }] },
    status: { conditions: [ready] },
    ...over,
  };
}

test("a node has its uid, its kubelet, whether it is Ready and takes pods, and the tags of its static pods", () => {
  const plane = node("b", {
    metadata: { name: "b", uid: "u", labels: { "node-role.kubernetes.io/control-plane": "" } },
    spec: { unschedulable: true },
  });
  const pods = [
    pod("kube-apiserver", "b", "registry.k8s.io/kube-apiserver:v1.37.0@sha256:ab"),
    pod("etcd", "b", "registry.k8s.io/etcd:3.7.0-0", { status: { conditions: [{ type: "Ready", status: "False" }] } }),
  ];
  expect(nodeRows([plane, node("a")], pods)).toEqual([
    {
      ...{ node: "a", uid: "uid-a", kubelet: "v1.36.4", ready: true, cordoned: false, controlPlane: false },
      components: [],
    },
    {
      ...{ node: "b", uid: "u", kubelet: "v1.36.4", ready: true, cordoned: true, controlPlane: true },
      components: [
        { name: "etcd", version: "3.7.0-0", ready: false },
        { name: "kube-apiserver", version: "v1.37.0", ready: true },
      ],
    },
  ]);
});

test("a node that says nothing of itself yet is not Ready, and has no version; nobody knows its static pods", () => {
  expect(nodeRows([{ metadata: { name: "new\u001b" } }], undefined)).toEqual([
    { node: "new\\u001b", uid: "", kubelet: "", ready: false, cordoned: false, controlPlane: false },
  ]);
});

test("a pod that no kubelet made is no static pod, whatever its labels say", () => {
  const deployed = pod("kube-apiserver", "a", "example.com/proxy:v1.20.0", {
    metadata: { name: "proxy", labels: { component: "kube-apiserver" }, ownerReferences: [owner("ReplicaSet")] },
  });
  const owned = pod("etcd", "a", "registry.k8s.io/etcd:3.7.0-0", {
    metadata: { name: "etcd-a", labels: { component: "etcd" }, ownerReferences: [owner("Node")] },
  });
  expect(nodeRows([node("a")], [deployed, owned])[0]?.components).toEqual([
    { name: "etcd", version: "3.7.0-0", ready: true },
  ]);
});

test("a node whose kubelet is not heard of says so: that is known late", () => {
  const status = (is: string) => ({ conditions: [{ type: "Ready", status: is }] });
  const rows = nodeRows([node("a", { status: status("Unknown") }), node("b", { status: status("False") })], []);
  expect(rows.map(({ ready, unheard }) => [ready, unheard])).toEqual([
    [false, true],
    [false, undefined],
  ]);
});

test("what a node tells fits into a journal", () => {
  const status = { nodeInfo: { kubeletVersion: "\u0000".repeat(2_000) } as never };
  expect(nodeRows([node("a", { status })], undefined)[0]?.kubelet).toHaveLength(500);
});

function owner(kind: string) {
  return { apiVersion: "v1", kind, name: "x", uid: "u" };
}
