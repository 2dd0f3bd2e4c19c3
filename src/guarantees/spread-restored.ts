import { z } from "zod";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import { workers } from "../model/cluster.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";
import { isOfWorkload } from "../model/workload.ts";

const params = z.strictObject({
  /** Over what the replicas are spread. */
  over: z.enum(["nodes", "zones"]).default("nodes"),
});
type Params = z.infer<typeof params>;

/** Promises that at the end the workload's replicas are on as many workers, or in as many zones, as there can be: nothing is left to take them all at once. */
export function spreadRestored(wanted: z.input<typeof params> = {}): GuaranteeSpec {
  return { guarantee: "spread-restored", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "spread-restored",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ over }) => `at the end the replicas are spread over all ${over} again`,
  judge({ over }, { events, cluster }) {
    const pods = eventsOf(events, "pods").findLast(({ when }) => when === "end")?.pods;
    const namespace = eventsOf(events, "workload").at(-1)?.namespace;
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
};
export default definition;
