import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { limitParam } from "../analysis/limits/parameters.ts";
import { isHealthy, type ReplicaMoment, replicaMoments, wantedReplicas } from "../analysis/rescheduling/replicas.ts";
import { counted, listing } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch } from "../analysis/timeline/stretches.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({ during: z.string(), limit: limitParam });
type Params = z.infer<typeof params>;

/**
 * Promises that what a fault leaves has room for all replicas: as many as the workload should have are Ready on other nodes within a limit, while the fault is held.
 * Where not, it says which have no place, in the scheduler's own words.
 */
export function replicasScheduled(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "replicas-scheduled", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "replicas-scheduled",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ during, limit }, settings) =>
    `the nodes that ${during} leaves carry all replicas within ${describeLimit(limit, settings)}`,
  judge({ during, limit: wantedLimit }, timeline) {
    const fault = findStretch(timeline, during)?.fault;
    if (fault?.injectingAt === undefined || fault.activeAt === undefined || fault.healingAt === undefined)
      return inconclusive(`the fault "${during}" was not injected and held`);
    const limit = resolveLimit(wantedLimit, timeline.settings);
    const moments = replicaMoments(timeline);
    if (limit === undefined || moments === undefined)
      return inconclusive("the cluster's settings are not known, or nobody observed the pods");
    const wanted = wantedReplicas(timeline);
    const elsewhere = ({ replicas }: ReplicaMoment) =>
      replicas.filter((replica) => isHealthy(replica) && !fault.nodes.includes(replica.node));
    const held = moments.filter(({ when }) => when[1] > (fault.injectingAt ?? 0) && when[0] < (fault.healingAt ?? 0));
    const whole = held.find((moment) => elsewhere(moment).length >= wanted);
    const last = held.at(-1) ?? (moments[0] as ReplicaMoment);
    const homeless = last.replicas.filter(({ node, deleting }) => node === "" && !deleting);
    const measuredMs =
      whole === undefined
        ? ([fault.healingAt - fault.activeAt, null] as const)
        : ([Math.max(0, whole.when[0] - fault.activeAt), whole.when[1] - fault.injectingAt] as const);
    const told = homeless.map(({ name, unschedulable }) => `${name}: ${unschedulable ?? "not scheduled"}`);
    const summary =
      whole === undefined
        ? `${elsewhere(last).length} of ${counted(wanted, "replica")} found a place before the healing; without one: ${listing(told) || "none, but not Ready"}`
        : `${counted(wanted, "replica")} Ready on ${listing([...new Set(elsewhere(whole).map(({ node }) => node))])}`;
    const outcome = whole === undefined && homeless.length > 0 ? "fail" : judgeBounds(measuredMs, limit.limitMs);
    return {
      outcome,
      summary,
      measuredMs,
      marks: outcome === "pass" ? [] : [{ from: fault.injectingAt, to: whole?.when[1], text: "too few replicas" }],
      ...limit,
    };
  },
};
export default definition;
