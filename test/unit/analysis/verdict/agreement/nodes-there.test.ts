import { expect, test } from "vitest";
import { buildTimeline } from "../../../../../src/analysis/timeline/timeline.ts";
import { unknownNodes } from "../../../../../src/analysis/verdict/agreement/nodes-there.ts";
import type { JournalEvent } from "../../../../../src/model/event.ts";
import { buildJournal } from "../../../../../src/stories/build-journal.ts";
import { member } from "../../../../../src/stories/etcd-run.ts";
import { heldFault } from "../../../../../src/stories/fates.ts";
import { storyCluster } from "../../../../../src/stories/story-cluster.ts";
import { listedPod, workload } from "../../../../../src/stories/workload-run.ts";

/** What is said of a run whose cluster lost some nodes, with this told in it. */
function unknown(isGone: (short: string) => boolean, ...events: JournalEvent[]): string[] {
  const cluster = { ...storyCluster, nodes: storyCluster.nodes.filter(({ short }) => !isGone(short)) };
  const journal = buildJournal({ lanes: ["write/api/new"], guarantees: [], fault: heldFault, events });
  const changed = journal.events.map((event) => (event.type === "cluster" ? { ...event, cluster } : event));
  return unknownNodes(buildTimeline({ ...journal, events: changed }));
}

const workers = (short: string) => short.startsWith("worker");
const expected = {
  nodes: ["kc-story-worker3"],
  staticPods: [],
  sets: [],
  daemonSets: 0,
  etcdMembers: ["control-plane3"],
};
const tellers: readonly JournalEvent[] = [
  workload,
  { type: "pods", at: 10, when: "begin", pods: [listedPod("web-1", "worker2"), listedPod("web-2", "")] },
  { type: "containers", at: 10, when: "begin", nodes: [{ node: "worker" }] },
  { type: "store", at: 6, pod: "store-0", node: "worker", image: "etcd" },
  { type: "expected", at: 7, expected },
];

test("a cluster that has every node of which others tell is whole", () => {
  expect(unknown(() => false, ...tellers)).toEqual([]);
});

test.each(tellers.map((event) => [event.type, event] as const))("%s tells of workers that were lost", (_, event) => {
  expect(unknown(workers, event)[0]).toMatch(/^the cluster has no .*worker.*, of which other events tell$/);
});

test("one control plane that was lost is missed by the certificates, the fault and the members", () => {
  expect(unknown((short) => short === "control-plane2")).toEqual([
    "the cluster has no control-plane2, of which other events tell",
  ]);
  const etcd: JournalEvent = { type: "etcd", at: 9, when: "begin", members: [member("etcd1")], healthy: 1 };
  expect(unknown(() => false, etcd)[0]).toMatch(/has no etcd1/);
});
