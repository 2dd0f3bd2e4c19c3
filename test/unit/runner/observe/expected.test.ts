import type { V1Pod } from "@kubernetes/client-node";
import { describe, expect, it } from "vitest";
import type { ExpectedSet } from "../../../../src/model/expected.ts";
import type { KindConfig } from "../../../../src/model/topology.ts";
import { expectFound } from "../../../../src/runner/observe/expect-found.ts";
import { plannedExpected, scaledTo, setsWhole } from "../../../../src/runner/observe/expected.ts";
import { readPodSets } from "../../../../src/runner/observe/pod-sets.ts";
import { cluster } from "../../../support/recording-runtime.ts";

const config = {
  kind: "Cluster",
  apiVersion: "kind.x-k8s.io/v1alpha4",
  nodes: [{ role: "control-plane" }],
} as KindConfig;
const planned = plannedExpected(cluster, config);
const system = { namespace: "kube-system" };

/** A list of sets as the API gives it. */
const listOf = (...sets: readonly [name: string, wanted: number][]) => ({
  items: sets.map(([name, replicas]) => ({
    metadata: { name, generation: 2 },
    spec: { replicas },
    status: { observedGeneration: 2 },
  })),
});

function pods(kind: string, owner: string, count: number, ready = "True", deletionTimestamp?: Date): V1Pod[] {
  return Array.from({ length: count }, (_, index) => ({
    metadata: {
      name: `${owner}-${index}`,
      ownerReferences: [{ kind, name: owner, uid: "1", apiVersion: "v1" }],
      ...(deletionTimestamp && { deletionTimestamp }),
    },
    status: { conditions: [{ type: "Ready", status: ready }] },
  }));
}

describe("what a topology says must be there", () => {
  it("is each node, the static pods of each control plane, and what kubeadm and kind put on every cluster", () => {
    expect(planned.nodes).toHaveLength(6);
    expect(planned.nodes).not.toContain("kc-x-lb");
    expect(planned.staticPods).toHaveLength(12);
    expect(planned.staticPods).toContain("etcd-kc-x-control-plane3");
    expect(planned.sets).toEqual([
      { ...system, kind: "Deployment", name: "coredns", replicas: 2 },
      { ...system, kind: "DaemonSet", name: "kube-proxy", replicas: 6 },
    ]);
    expect(planned).toMatchObject({
      daemonSets: 2,
      etcdMembers: ["control-plane", "control-plane2", "control-plane3"],
    });
  });

  it("is no etcd on control planes where it is external, and neither proxy nor network where kind is to make none", () => {
    const etcd = { name: "kc-x-etcd", short: "etcd", role: "etcd" as const, containerId: "e", address: "", ports: {} };
    const external = plannedExpected({ ...cluster, nodes: [...cluster.nodes, etcd] }, config);
    expect(external.staticPods.filter((name) => name.startsWith("etcd"))).toEqual([]);
    expect(external.etcdMembers).toEqual(["etcd"]);
    const bare = { ...config, networking: { kubeProxyMode: "none", disableDefaultCNI: true } };
    expect(plannedExpected(cluster, bare as KindConfig)).toMatchObject({ daemonSets: 0, sets: [{ name: "coredns" }] });
  });
});

describe("sets of pods", () => {
  const whole = (sets: readonly ExpectedSet[], list: object, there: readonly V1Pod[]) =>
    setsWhole(sets, readPodSets(list, "kube-system", "Deployment"), there, "kube-system");
  const dns: ExpectedSet = { ...system, kind: "Deployment", name: "coredns", replicas: 2 };
  const hash = "coredns-5d78c9869d";

  it.each([
    ["all are Ready", listOf(["coredns", 2]), pods("ReplicaSet", hash, 2), true, "Ready: coredns 2 of 2"],
    ["it is gone", listOf(), pods("ReplicaSet", hash, 2), false, "not whole: Deployment coredns is gone"],
    ["it has another name", listOf(["dns", 2]), [], false, "not whole: Deployment coredns is gone"],
    ["it was made smaller", listOf(["coredns", 1]), pods("ReplicaSet", hash, 1), false, "not whole: coredns 1 of 2"],
    ["it was made larger", listOf(["coredns", 3]), pods("ReplicaSet", hash, 2), false, "not whole: coredns 2 of 3"],
    ["its pods are gone, whatever it says", listOf(["coredns", 2]), [], false, "not whole: coredns 0 of 2"],
    [
      "one is not Ready",
      listOf(["coredns", 2]),
      pods("ReplicaSet", hash, 2, "False"),
      false,
      "not whole: coredns 0 of 2",
    ],
    [
      "one is going",
      listOf(["coredns", 2]),
      pods("ReplicaSet", hash, 2, "True", new Date(0)),
      false,
      "not whole: coredns 0 of 2",
    ],
    [
      "they are another's",
      listOf(["coredns", 2]),
      pods("ReplicaSet", "coredns-extra-5d78", 2),
      false,
      "not whole: coredns 0 of 2",
    ],
  ])("are whole or not where %s", (_, list, there, ok, detail) => {
    expect(whole([dns], list, there)).toEqual({ ok, detail });
  });

  it("are not whole before their controller has seen what they are to be", () => {
    const list = { items: [{ ...listOf(["coredns", 2]).items[0], status: { observedGeneration: 1 } }] };
    expect(whole([dns], list, pods("ReplicaSet", hash, 2)).ok).toBe(false);
  });

  it("are expected in the size that was asked for last", () => {
    const smaller = scaledTo({ ...planned, sets: [dns] }, { ...system, name: "coredns", replicas: 1 });
    expect(whole(smaller.sets, listOf(["coredns", 1]), pods("ReplicaSet", hash, 1)).ok).toBe(true);
  });

  it("that are found while all is whole must stay, and are journaled", async () => {
    const expectations = { current: planned };
    const lists: Readonly<Record<string, object>> = {
      "/apis/apps/v1/namespaces/kube-system/deployments": listOf(["coredns", 3]),
      "/apis/apps/v1/namespaces/kube-system/daemonsets": listOf(["kube-proxy", 6], ["podnet", 6], ["agent", 6]),
      "/apis/apps/v1/namespaces/kube-system/statefulsets": listOf(),
      "/apis/apps/v1/namespaces/own/deployments": listOf(["workload", 4]),
      "/apis/apps/v1/namespaces/own/daemonsets": listOf(),
      "/apis/apps/v1/namespaces/own/statefulsets": listOf(["store", 1]),
    };
    const kube = { get: async (path: string) => lists[path], pods: async () => pods("Node", "kube-vip-x", 1) };
    const events: object[] = [];
    for (const namespace of ["kube-system", "own"])
      await expectFound({ kube, expectations }, namespace, (event) => events.push(event));
    const { sets, staticPods, daemonSets } = expectations.current;
    expect(sets.map(({ namespace, name, replicas }) => `${namespace}/${name} ${replicas}`).toSorted()).toEqual([
      "kube-system/agent 6",
      "kube-system/coredns 3",
      "kube-system/kube-proxy 6",
      "kube-system/podnet 6",
      "own/store 1",
      "own/workload 4",
    ]);
    expect(staticPods).toEqual([...planned.staticPods, "kube-vip-x-0"]);
    expect(daemonSets).toBe(3);
    expect(events.at(-1)).toEqual({ type: "expected", expected: expectations.current });
  });
});
