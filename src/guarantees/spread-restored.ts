import { z } from "zod";
import { wantedReplicas } from "../analysis/rescheduling/wanted-replicas.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { workers } from "../model/cluster.ts";
import type { JournalEvent } from "../model/event.ts";
import { inconclusive } from "../model/guarantee.ts";
import { ofWorkload } from "../model/workload.ts";
import type { Stories, Story } from "../stories/story.ts";
import { storyCluster } from "../stories/story-cluster.ts";
import { listedPod, replica, workerHit } from "../stories/workload-run.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

const params = z.strictObject({
  /** Over what the replicas are spread. */
  over: z.enum(["nodes", "zones"]).default("nodes"),
});

const definition = defineGuarantee({
  name: "spread-restored",
  summary: "At the end the replicas are spread over as many nodes or zones as there can be.",
  about: "safety",
  covers: "It covers all replicas that the workload should have, each of which must be Ready at the end.",
  leavesOut: "It leaves out replicas on their way out, because others take their place.",
  params,
  describe: ({ over }) => `at the end all replicas are Ready again, spread over all ${over}`,
  plainly: ({ over }) => ({
    held: `at the end all replicas were Ready, spread over all ${over}`,
    broken: `at the end not all replicas were Ready and spread over all ${over}`,
  }),
  judge({ over }, facts) {
    const { cluster } = facts;
    const end = facts.eventsOf("pods").findLast(({ when }) => when === "end");
    const namespace = facts.workload()?.namespace;
    if (end === undefined || namespace === undefined || cluster === undefined)
      return inconclusive("there was no workload, or the pods were not read at the end");
    const isReplica = ofWorkload(facts.workload());
    const placeOf = (short: string) =>
      over === "nodes" ? short : cluster.nodes.find((node) => node.short === short)?.zone;
    const wanted = wantedReplicas(facts, { from: end.at, to: end.at }).at(-1) ?? 0;
    const usable = new Set(workers(cluster).flatMap(({ short }) => placeOf(short) ?? []));
    const possible = Math.min(wanted, usable.size);
    if (possible < 2) return inconclusive(`${counted(wanted, "replica")} on ${usable.size} ${over}: nothing to spread`);
    const ready = end.pods.filter((pod) => pod.namespace === namespace && isReplica(pod) && pod.ready && !pod.deleting);
    const replicas = [...new Map(ready.map((pod) => [pod.uid, pod])).values()];
    const places = new Set(replicas.flatMap(({ node }) => placeOf(node) ?? []));
    const summary = `${replicas.length} of ${counted(wanted, "replica")} Ready, on ${listing([...places], 6)}: ${places.size} of ${possible} ${over} that could be used`;
    const restored = replicas.length >= wanted && places.size >= possible;
    return { outcome: restored ? "pass" : "fail", summary, marks: [] };
  },
  stories,
});
export default definition;

/**
 * Promises that at the end the workload's replicas are on as many workers, or in as many zones, as there can be:
 * nothing is left to take them all at once.
 */
export const spreadRestored = definition.spec;

function stories(): Stories {
  const nodes = storyCluster.nodes.map((node, index) => ({ ...node, zone: "abc"[index % 3] }));
  const spread = (...events: JournalEvent[]): Story =>
    workerHit({
      guarantees: [spreadRestored({ over: "zones" })],
      events,
      change: (event) => (event.type === "cluster" ? { ...event, cluster: { ...storyCluster, nodes } } : event),
    });
  const onNodes = (...of: string[]): JournalEvent => ({
    type: "pods",
    at: 14_010,
    when: "end",
    pods: of.map((node, index) => listedPod(replica("abc"[index] ?? ""), node)),
  });
  return {
    pass: spread(onNodes("worker", "worker2", "worker3")),
    fail: spread(onNodes("worker2", "worker3")),
    inconclusive: spread(),
  };
}
