import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { EventOf, JournalEvent, Pod } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { member } from "../../../../src/stories/etcd-run.ts";
import { readBack } from "../../../../src/stories/read-back.ts";
import { storyBackends, storyCluster } from "../../../../src/stories/story-cluster.ts";
import { listed, listedPod, pod, replica, scaledUp, workerHit } from "../../../../src/stories/workload-run.ts";

const system = (name: string, owner: string): Pod => ({
  ...listedPod(name, "control-plane"),
  namespace: "kube-system",
  owner,
});
const pods = [
  listedPod("store-0", "worker"),
  ...["a", "b", "c"].map((letter, index) => listedPod(replica(letter), `worker${index === 0 ? "" : index + 1}`)),
  system("coredns-6d4b-aaaaa", "ReplicaSet"),
  system("coredns-6d4b-bbbbb", "ReplicaSet"),
  system("kube-proxy-ccccc", "DaemonSet"),
  system("etcd-kc-story-control-plane", "Node"),
];
const members = storyBackends.map((node) => member(node));
const expected = {
  nodes: storyCluster.nodes.flatMap(({ name, role }) => (role === "load-balancer" ? [] : [name])),
  staticPods: ["etcd-kc-story-control-plane"],
  sets: [],
  daemonSets: 1,
  etcdMembers: storyBackends,
};
const checks = ["nodes", "kube-system pods", "etcd members", "workload"].map((name) => ({
  name,
  ok: true,
  detail: "",
}));
const phase = (at: number, name: string, edge: "begin" | "end"): JournalEvent => ({ type: "phase", at, name, edge });
/** A run in which a fourth replica is asked for while a worker is hit, with every reading that a run takes. */
const journal = buildJournal(
  workerHit({
    guarantees: [],
    listed: { ...listed, "watch-pods": pods.slice(0, 4).map(({ name, uid }) => pod(name, { uid })) },
    observer: { "watch-pods": [], "watch-nodes": [] },
    change: (event) => {
      if (event.type === "steady-state") return { ...event, checks };
      return event.type === "fault-intent" ? { ...event, nodes: ["worker"] } : event;
    },
    events: [
      { type: "expected", at: 7, expected },
      { type: "etcd", at: 8, when: "begin", members, healthy: 3 },
      { type: "pods", at: 9, when: "begin", pods },
      phase(3_990, "held", "begin"),
      ...scaledUp(5_000, 5_200),
      phase(9_500, "held", "end"),
      phase(9_600, "recovery of held", "begin"),
      { type: "steady-state", at: 9_800, when: "after", faultId: "held", ok: false, checks: [] },
      phase(10_600, "recovery of held", "end"),
      phase(10_700, "last steady state", "begin"),
      { type: "etcd", at: 14_010, when: "end", members, healthy: 3 },
      { type: "pods", at: 14_020, when: "end", pods },
      ...readBack(100, () => true, { at: 14_030 }),
    ],
  }),
);

/** What contradicts something in that run where its events are changed, or left out. */
function found(change: (event: JournalEvent) => JournalEvent | undefined) {
  return factsOf(
    buildTimeline({ ...journal, events: journal.events.flatMap((event) => change(event) ?? []) }),
  ).contradictions();
}

/** Changes the events of a type and, where it is said, of that time. */
function with_<Type extends JournalEvent["type"]>(
  type: Type,
  change: Partial<EventOf<Type>> | undefined,
  when?: string | number,
): (event: JournalEvent) => JournalEvent | undefined {
  return (event) => {
    const isMeant =
      event.type === type && (when === undefined || event.at === when || ("when" in event && event.when === when));
    return isMeant ? change && ({ ...event, ...change } as JournalEvent) : event;
  };
}

test("a run that went as runs go does not contradict itself", () => {
  expect(found((event) => event)).toEqual([]);
});

test.each<[string, string | RegExp, string[], (event: JournalEvent) => JournalEvent | undefined]>([
  [
    "a fault healed before it was",
    /^held was proven healed before healing held began/,
    ["step held"],
    with_("fault-healed", { at: 6_000 }),
  ],
  [
    "a healing after it was proven",
    /held was proven healed before healing held began/,
    ["step held"],
    with_("fault-healing", { at: 9_450 }),
  ],
  [
    "a fault active before it was injected",
    /active before held was injected/,
    ["step held"],
    with_("fault-active", { at: 3_999.5 }, 4_100),
  ],
  [
    "a steady state before the healing",
    /^the steady state after held before/,
    ["step held"],
    with_("steady-state", { at: 6_000 }, 10_500),
  ],
  [
    "a steady state after the last one",
    /^the last steady state was looked at before the steady state after held/,
    ["step held"],
    with_("steady-state", { at: 14_060 }, 10_500),
  ],
  [
    "a look that failed after one that held",
    /^the steady state after held before the last look/,
    ["step held"],
    with_("steady-state", { at: 10_550 }, 9_800),
  ],
  [
    "a fault outside of its phase",
    /^held began before the begin of "held"/,
    ["step held"],
    with_("fault-intent", { at: 3_000 }),
  ],
  [
    "work outside of the fault that it belongs to",
    /^healing held began before scale was done/,
    ["step scale", "procedure"],
    with_("procedure-done", { at: 9_000 }),
  ],
  [
    "work of which nothing is told",
    'nothing tells of "scale", from which nothing kept the run',
    ["step scale", "procedure"],
    (event) => (event.type.startsWith("procedure") ? undefined : event),
  ],
  ["no pod at the end", /^pods \(end\) tells of none/, ["pods"], with_("pods", { pods: [] }, "end")],
  [
    "no static pod",
    /does not tell of etcd-kc-story-control-plane/,
    ["pods"],
    with_("pods", { pods: pods.slice(0, -1) }, "end"),
  ],
  [
    "fewer system pods",
    /does not tell of 1 pod of coredns$/,
    ["pods"],
    with_("pods", { pods: pods.filter(({ name }) => !name.endsWith("aaaaa")) }, "end"),
  ],
  [
    "no system pod of a node",
    /does not tell of 1 pod of kube-proxy$/,
    ["pods"],
    with_("pods", { pods: pods.filter(({ owner }) => owner !== "DaemonSet") }, "end"),
  ],
  [
    "no store",
    /does not tell of store-0/,
    ["pods"],
    with_("pods", { pods: pods.filter(({ name }) => name !== "store-0") }, "end"),
  ],
  [
    "a pod that streams know",
    `pods (end) does not tell of 1 replica, ${replica("b")}`,
    ["pods"],
    with_("pods", { pods: pods.filter(({ name }) => name !== replica("b")) }, "end"),
  ],
  [
    "pods read at another time",
    /^pods \(end\) was read at 6 s, before the last step was over$/,
    ["pods"],
    with_("pods", { at: 6_000 }, "end"),
  ],
  [
    "pods that work makes anew and nobody read",
    'nobody read the pods before "scale"',
    ["pods"],
    with_("procedure", { replaces: { namespace: "x", prefix: "y" } }),
  ],
  [
    "fewer members than are healthy",
    "etcd (begin) tells 2 members, and 3 of them healthy",
    ["etcd"],
    with_("etcd", { members: members.slice(1) }, "begin"),
  ],
  [
    "fewer members than just before",
    /^etcd \(end\) misses members/,
    ["etcd"],
    with_("etcd", { members: members.slice(1), healthy: 2 }, "end"),
  ],
  [
    "a cluster without a control plane",
    /^etcd names control-plane3, which the cluster does not have$/,
    ["cluster", "etcd"],
    with_("cluster", {
      cluster: { ...storyCluster, nodes: storyCluster.nodes.filter(({ short }) => short !== "control-plane3") },
    }),
  ],
  [
    "a fault that hits no node",
    "held hits 0 nodes, of which none were looked at before",
    ["step held"],
    with_("fault-intent", { nodes: [] }),
  ],
  [
    "a fault of which more was looked at",
    /^held hits 1 nodes, of which 2 were/,
    ["step held"],
    with_("fault-intent", { captured: [{}, {}] }),
  ],
  [
    "a replica on another node",
    `workload and pods (begin) tell of ${replica("b")} in two ways`,
    ["workload", "pods"],
    with_("pods", { pods: pods.with(2, listedPod(replica("b"), "worker3")) }, "begin"),
  ],
  [
    "a store that no pod is",
    "store and pods (begin) tell of store-1 in two ways",
    ["store", "pods"],
    with_("store", { pod: "store-1" }),
  ],
  [
    "replicas for which nobody asked",
    "the workload is expected to have 4 replicas, and 3 were asked for",
    ["workload", "procedure"],
    with_("expected", {
      expected: {
        ...expected,
        sets: [{ namespace: listedPod("", "").namespace, kind: "Deployment", name: "workload", replicas: 4 }],
      },
    }),
  ],
  [
    "an API server that no lane knows",
    "whether control-plane3 is an API server is told in two ways",
    ["cluster", "lanes"],
    with_("lanes", { backends: storyBackends.slice(0, 2) }),
  ],
  [
    "a member that is not expected",
    "whether control-plane3 is an etcd member is told in two ways",
    ["cluster"],
    with_("expected", { expected: { ...expected, etcdMembers: storyBackends.slice(0, 2) } }),
  ],
  [
    "a node that is there twice",
    "the cluster has two nodes of one name",
    ["cluster"],
    with_("cluster", {
      cluster: { ...storyCluster, nodes: [...storyCluster.nodes, ...storyCluster.nodes.slice(0, 1)] },
    }),
  ],
  [
    "a server that shows nothing",
    "nothing at all was read back through control-plane2",
    ["written-objects"],
    (event) =>
      event.type === "written-objects" && event.apiServer === "control-plane2" ? { ...event, objects: {} } : event,
  ],
  [
    "servers that show nothing of what was just written",
    /^nothing at all was read back through control-plane, /,
    ["written-objects"],
    with_("written-objects", { objects: { one: [] } }),
  ],
])("%s is a contradiction", (_, what, touches, change) => {
  const contradictions = found(change);
  const told = contradictions.find((one) => (typeof what === "string" ? one.what === what : what.test(one.what)));
  expect(told, JSON.stringify(contradictions)).toBeDefined();
  expect(told?.touches).toEqual(expect.arrayContaining(touches));
});

test("what did not hold at the last look is missed by nobody", () => {
  const without = found((event) => {
    if (event.type === "steady-state")
      return { ...event, checks: event.checks.map((check) => ({ ...check, ok: false })) };
    if (event.type === "etcd" && event.when === "end") return { ...event, members: members.slice(1), healthy: 2 };
    return event.type === "pods" && event.when === "end" ? { ...event, pods: pods.slice(0, 5) } : event;
  });
  expect(without).toEqual([]);
});

test("work that a run did not come to is no contradiction", () => {
  const isLater = ({ type, at }: JournalEvent) =>
    type.startsWith("procedure") || (at > 4_100 && type.startsWith("fault-"));
  expect(found((event) => (isLater(event) ? undefined : event))).toEqual([]);
});
