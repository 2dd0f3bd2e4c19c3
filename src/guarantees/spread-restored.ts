import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { workers } from "../model/cluster.ts";
import type { JournalEvent } from "../model/event.ts";
import { inconclusive } from "../model/guarantee.ts";
import { isOfWorkload } from "../model/workload.ts";
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
  covers: "It covers the workload's Ready replicas at the end; replicas on their way out are exempt.",
  params,
  describe: ({ over }) => `at the end the replicas are spread over all ${over} again`,
  judge({ over }, facts) {
    const { cluster } = facts;
    const pods = facts.eventsOf("pods").findLast(({ when }) => when === "end")?.pods;
    const namespace = facts.workload()?.namespace;
    if (pods === undefined || namespace === undefined || cluster === undefined)
      return inconclusive("there was no workload, or the pods were not read at the end");
    const replicas = pods.filter(
      (pod) => pod.namespace === namespace && isOfWorkload(pod) && pod.ready && !pod.deleting,
    );
    const placeOf = (short: string) =>
      over === "nodes" ? short : (cluster.nodes.find((node) => node.short === short)?.zone ?? "no zone");
    const places = new Set(replicas.map(({ node }) => placeOf(node)));
    const possible = Math.min(replicas.length, new Set(workers(cluster).map(({ short }) => placeOf(short))).size);
    const summary = `${counted(replicas.length, "replica")} on ${listing([...places], 6)}: ${places.size} of ${possible} ${over} that could be used`;
    return { outcome: replicas.length > 0 && places.size >= possible ? "pass" : "fail", summary, marks: [] };
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
    fail: spread(onNodes("worker2", "worker2", "worker2")),
    inconclusive: spread(),
  };
}
