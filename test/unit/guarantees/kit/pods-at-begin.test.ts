import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { lostAtBegin, ownNamespace } from "../../../../src/guarantees/kit/pods-at-begin.ts";
import type { EventOf, JournalEvent, Pod } from "../../../../src/model/event.ts";
import type { Expected } from "../../../../src/model/expected.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { listedPod, replica, scaledUp, workload } from "../../../../src/stories/workload-run.ts";

const system = (name: string, owner: string): Pod => ({
  ...listedPod(name, "control-plane"),
  namespace: "kube-system",
  owner,
});
const replicas = workload.replicas.map(({ pod, node }) => listedPod(pod, node));
const store: Pod = { ...listedPod("store-0", "worker"), owner: "StatefulSet" };
const etcd = system("etcd-kc-story-control-plane", "Node");
const dns = [system("coredns-5f-1", "ReplicaSet"), system("coredns-5f-2", "ReplicaSet")];
const all = [...replicas, store, etcd, ...dns];
const expected: Expected = {
  nodes: [],
  staticPods: [etcd.name],
  sets: [
    { namespace: "kube-system", kind: "Deployment", name: "coredns", replicas: 2 },
    { namespace: store.namespace, kind: "StatefulSet", name: "store", replicas: 1 },
  ],
  daemonSets: 0,
  etcdMembers: [],
};
const made: JournalEvent[] = [workload, { type: "store", at: 6, pod: "store-0", node: "worker", image: "etcd" }];
const expects: JournalEvent = { type: "expected", at: 7, expected };
const ran: JournalEvent = {
  type: "containers",
  at: 11,
  when: "begin",
  nodes: [{ node: "worker", pods: [{ name: replica("a"), uid: "u" }] }, { node: "worker2" }],
};
const list = (when: "begin" | "end", pods: readonly Pod[]): EventOf<"pods"> => ({
  type: "pods",
  at: when === "begin" ? 10 : 12_010,
  when,
  pods: [...pods],
});

function facts(...events: JournalEvent[]) {
  return factsOf(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], events })));
}
const lost = (begin: readonly Pod[], ...events: JournalEvent[]) =>
  lostAtBegin(list("begin", begin), facts(list("begin", begin), ...events)).join();
const but = (...gone: readonly Pod[]) => all.filter((pod) => !gone.includes(pod));

test("a list that has all of which others tell is whole", () => {
  expect(lost(all, ...made, expects, ran, list("end", all))).toBe("");
});

test.each<[string, readonly Pod[], JournalEvent[], RegExp]>([
  ["a static pod that is expected", but(etcd), [expects], /not etcd-kc-story-control-plane$/],
  ["a pod of a set that is expected", but(dns[0] as Pod), [expects], /not 2 of Deployment coredns$/],
  ["the store's pod that is expected", but(store), [expects], /not 1 of StatefulSet store$/],
  ["a replica of the workload", but(replicas[2] as Pod), made, new RegExp(replica("c"))],
  ["the store", but(store), made, /store-0/],
  ["what a runtime told", but(replicas[0] as Pod), [...made.slice(1), ran], new RegExp(replica("a"))],
  ["a pod that was there at the end in nobody's place", but(dns[1] as Pod), [list("end", all)], /1 of kube-system/],
  ["all but one", [dns[0] as Pod], [...made, list("end", all)], /not told as a whole/],
])("%s is missed", (_, begin, events, words) => {
  expect(lost(begin, ...events)).toMatch(words);
});

test("a pod that took another's place, and one that was asked for, are none that were there before", () => {
  const other = system("coredns-5f-3", "ReplicaSet");
  expect(lost(all, list("end", [...but(dns[0] as Pod), other]))).toBe("");
  expect(lost(all, list("end", [...all, { ...other, phase: "Failed" }]))).toBe("");
  expect(lost(all, list("end", [...all, other]), ...scaledUp(5_000, 6_000))).toBe("");
});

test("the run's own namespace is that of its workload, or of its store", () => {
  expect(ownNamespace(facts(...made))).toBe(workload.namespace);
  expect(ownNamespace(facts(...made.slice(1), list("begin", all)))).toBe(store.namespace);
  expect(ownNamespace(facts(list("begin", all)))).toBeUndefined();
});
