import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { limitParam } from "../analysis/limits/parameters.ts";
import { findTakeover, type LedComponent, leaseSightings, type Takeover } from "../analysis/rescheduling/leases.ts";
import { describeBounds } from "../analysis/statistics/format.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch, type Stretch } from "../analysis/timeline/stretches.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement, Limit } from "../model/guarantee.ts";

const params = z.strictObject({
  component: z.enum(["controller-manager", "scheduler"]),
  /** The fault that hits the leader. */
  during: z.string(),
  /** By default what the component's own lease and retry period come to. */
  limit: limitParam.optional(),
});
type Params = z.infer<typeof params>;

/** Promises that another controller manager or scheduler leads soon after the leader was hit; read from its lease by a lane of `lease`. */
export function failoverWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "failover-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "failover-within",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: (wanted, settings) =>
    `another ${wanted.component} leads within ${describeLimit(limitOf(wanted), settings)} of ${wanted.during}`,
  judge(wanted, timeline) {
    const stretch = findStretch(timeline, wanted.during);
    if (stretch?.fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = resolveLimit(limitOf(wanted), timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    if (leaseSightings(timeline, wanted.component).length === 0)
      return inconclusive(`nobody looked at the lease of the ${wanted.component}: add a lane of lease()`);
    const takeover = findTakeover(timeline, wanted.component, stretch);
    if (takeover === undefined) return inconclusive(`the lease of the ${wanted.component} named no leader before`);
    return { ...judgeTakeover(wanted.component, takeover, stretch, limit.limitMs), ...limit };
  },
};
export default definition;

function limitOf({ component, limit }: Params): Limit {
  return limit ?? { derived: component === "scheduler" ? "scheduler-takeover" : "controller-manager-takeover" };
}

function judgeTakeover(component: LedComponent, takeover: Takeover, stretch: Stretch, limitMs: number): Judgement {
  const { old, first, boundsMs, released, renewed, sinceRenewalMs } = takeover;
  const before = `${nodeOf(old.holder)} led before`;
  if (first === undefined && renewed)
    return inconclusive(`${before} and went on renewing its lease: ${stretch.name} did not hit the leader`);
  const outcome = judgeBounds(boundsMs, limitMs);
  if (first === undefined) {
    const summary = `${before}, no other ${component} was seen to lead`;
    return { outcome, summary, measuredMs: boundsMs, marks: [{ from: stretch.from, text: summary }] };
  }
  const renewal = sinceRenewalMs === undefined ? "" : `, ${describeBounds(sinceRenewalMs)} after the last renewal`;
  const how = released ? ", which gave its lease up" : "";
  return {
    outcome,
    summary: `${before}${how}; then ${nodeOf(first.holder)}${renewal}`,
    measuredMs: boundsMs,
    marks: [{ from: stretch.from, to: first.ended, text: `no ${component} led` }],
  };
}

/** A holder is called like its node, with a random part behind (client-go leaderelection). */
function nodeOf(holder: string): string {
  return holder.replace(/_[0-9a-f-]+$/, "");
}
