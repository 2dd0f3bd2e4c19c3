import { z } from "zod";
import { duringParam } from "../analysis/limits/parameters.ts";
import { isHealthy, replicaMoments } from "../analysis/rescheduling/replicas.ts";
import { counted } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch } from "../analysis/timeline/stretches.ts";
import { eventsOf } from "../analysis/timeline/timeline.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({ during: duringParam });
type Params = z.infer<typeof params>;

/** Promises that the workload never has fewer replicas that are Ready and not on their way out than its budget demands, at any of the states that were streamed. */
export function pdbRespected(wanted: z.input<typeof params> = {}): GuaranteeSpec {
  return { guarantee: "pdb-respected", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "pdb-respected",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: ({ during }) => `the workload is never below its PodDisruptionBudget (${during})`,
  judge({ during }, timeline) {
    const stretch = findStretch(timeline, during);
    if (stretch === undefined) return inconclusive(`there is no stretch "${during}": that fault was not injected`);
    const workload = eventsOf(timeline.events, "workload").at(-1);
    const moments = replicaMoments(timeline);
    if (workload?.maxUnavailable === undefined || moments === undefined)
      return inconclusive("the workload's budget is not known, or nobody observed its pods");
    const least = workload.replicas.length - workload.maxUnavailable;
    const counts = moments
      .filter(({ when }) => when[1] >= stretch.from && when[0] <= stretch.to)
      .map(({ when, replicas }) => ({ when, healthy: replicas.filter(isHealthy).length }));
    const begin = moments.findLast(({ when }) => when[1] < stretch.from);
    const all = [
      ...(begin === undefined ? [] : [begin.replicas.filter(isHealthy).length]),
      ...counts.map(({ healthy }) => healthy),
    ];
    const lowest = Math.min(...all);
    const told = `at least ${lowest} of ${counted(workload.replicas.length, "replica")} Ready at each of ${counted(all.length, "state")}, the budget demands ${least}`;
    const below = counts.filter(({ healthy }) => healthy < least);
    return {
      outcome: lowest < least ? "fail" : "pass",
      summary: told,
      marks: below
        .slice(0, 5)
        .map(({ when, healthy }) => ({ from: when[0], to: when[1], text: `only ${healthy} Ready` })),
    };
  },
};
export default definition;
