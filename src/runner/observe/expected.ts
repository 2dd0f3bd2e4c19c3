import type { V1Pod } from "@kubernetes/client-node";
import { type Cluster, controlPlanes, etcdNodes } from "../../model/cluster.ts";
import type { Expected, ExpectedSet } from "../../model/expected.ts";
import type { KindConfig } from "../../model/topology.ts";
import type { Look } from "./check.ts";
import type { PodSet } from "./pod-sets.ts";

/** What a run expects of its cluster; it grows with what the run makes, and changes with what it is asked to scale. */
export interface Expectations {
  current: Expected;
}

/** kubeadm's number of CoreDNS replicas (its constant CoreDNSReplicas). */
const dnsReplicas = 2;

/** What the topology of a cluster says must be there, before anybody has looked; also of one that was kept. */
export function plannedExpected(cluster: Cluster, config: KindConfig): Expected {
  const nodes = cluster.nodes.filter(({ role }) => role === "control-plane" || role === "worker");
  const components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
  const stacked = cluster.nodes.some(({ role }) => role === "etcd") ? [] : ["etcd"];
  const networking = (config.networking ?? {}) as { kubeProxyMode?: unknown; disableDefaultCNI?: unknown };
  const withProxy = networking.kubeProxyMode !== "none";
  const system = { namespace: "kube-system" };
  const proxy: ExpectedSet = { ...system, kind: "DaemonSet", name: "kube-proxy", replicas: nodes.length };
  return {
    nodes: nodes.map(({ name }) => name),
    staticPods: controlPlanes(cluster).flatMap(({ name }) =>
      [...stacked, ...components].map((one) => `${one}-${name}`),
    ),
    sets: [{ ...system, kind: "Deployment", name: "coredns", replicas: dnsReplicas }, ...(withProxy ? [proxy] : [])],
    daemonSets: Number(withProxy) + Number(networking.disableDefaultCNI !== true),
    etcdMembers: etcdNodes(cluster).map(({ short }) => short),
  };
}

/** The same with what was found: every static pod and set of pods that is there must stay there. */
export function withFound(before: Expected, sets: readonly PodSet[], systemPods: readonly V1Pod[]): Expected {
  const mirrors = systemPods.filter(({ metadata }) => metadata?.ownerReferences?.[0]?.kind === "Node");
  const names = mirrors.map(({ metadata }) => metadata?.name ?? "");
  const found = sets.map(
    ({ namespace, kind, name, wanted }): ExpectedSet => ({ namespace, kind, name, replicas: wanted }),
  );
  const missing = before.sets.filter((set) => !found.some((other) => isSame(set, other)));
  const daemonSets = found.filter(({ kind, namespace }) => kind === "DaemonSet" && namespace === "kube-system").length;
  return {
    ...before,
    staticPods: [...new Set([...before.staticPods, ...names])],
    sets: [...found, ...missing],
    daemonSets: Math.max(before.daemonSets, daemonSets),
  };
}

/** The same with another number of replicas, which was asked for. */
export function scaledTo(before: Expected, { namespace, name, replicas }: Omit<ExpectedSet, "kind">): Expected {
  const sets = before.sets.map((set) =>
    set.namespace === namespace && set.name === name ? { ...set, replicas } : set,
  );
  return { ...before, sets };
}

/** Whether each set of a namespace that is expected is there and has its pods, whatever its controller says of them. */
export function setsWhole(
  expected: readonly ExpectedSet[],
  found: readonly PodSet[],
  pods: readonly V1Pod[],
  namespace: string,
): Look {
  const own = expected.filter((set) => set.namespace === namespace);
  const looks = own.map((set): Look => {
    const there = found.find((other) => isSame(set, other));
    if (there === undefined) return { ok: false, detail: `${set.kind} ${set.name} is gone` };
    const wanted = Math.max(set.replicas, there.wanted);
    const ready = readyPodsOf(set, pods);
    return { ok: there.seen && ready >= wanted, detail: `${set.name} ${ready} of ${wanted}` };
  });
  const bad = looks.filter(({ ok }) => !ok);
  if (bad.length > 0) return { ok: false, detail: `not whole: ${bad.map(({ detail }) => detail).join(", ")}` };
  return { ok: true, detail: looks.length === 0 ? "none" : `Ready: ${looks.map(({ detail }) => detail).join(", ")}` };
}

function readyPodsOf({ kind, name }: ExpectedSet, pods: readonly V1Pod[]): number {
  // A Deployment's pods belong to its ReplicaSet, which has its name and a hash.
  const [owner, isOwn] =
    kind === "Deployment"
      ? (["ReplicaSet", (other: string) => other.replace(/-[a-z0-9]+$/, "") === name] as const)
      : ([kind, (other: string) => other === name] as const);
  return pods.filter(({ metadata, status }) => {
    const of = metadata?.ownerReferences?.some((one) => one.kind === owner && isOwn(one.name)) === true;
    const ready = status?.conditions?.some((one) => one.type === "Ready" && one.status === "True") === true;
    return of && ready && metadata?.deletionTimestamp === undefined;
  }).length;
}

function isSame(a: Omit<ExpectedSet, "replicas">, b: Omit<ExpectedSet, "replicas">): boolean {
  return a.namespace === b.namespace && a.kind === b.kind && a.name === b.name;
}
