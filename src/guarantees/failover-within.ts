import { z } from "zod";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { findTakeover, type LedComponent, leaseSightings, type Takeover } from "../analysis/rescheduling/leases.ts";
import { describeBounds } from "../analysis/statistics/format.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import { inconclusive, type Judgement, type Limit } from "../model/guarantee.ts";
import { killFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

const params = z.strictObject({
  component: z.enum(["controller-manager", "scheduler"]),
  /** The fault that hits the leader. */
  during: faultParam,
  /** By default what the component's own lease and retry period come to. */
  limit: limitParam.optional(),
});
type Params = z.infer<typeof params>;

const definition = defineGuarantee({
  name: "failover-within",
  summary: "Another controller manager or scheduler leads soon after a fault.",
  about: "time",
  bounded: true,
  covers: "It covers the first change of the component's leader after the injection and before the next fault.",
  leavesOut: "It leaves out a leader that goes on renewing its lease, because it was not hit, which shows nothing.",
  params,
  usualLimit: ownLimit,
  reads: () => ["lease"],
  describe: (wanted, settings) =>
    `another ${wanted.component} leads within ${describeLimit(ownLimit(wanted), settings)} of ${wanted.during}`,
  plainly: ({ component }) => ({
    held: `another ${component} led in time`,
    broken: `no other ${component} led in time`,
    measured: `another ${component} led after {time}`,
  }),
  judge(wanted, facts) {
    const stretch = facts.stretch(wanted.during);
    if (stretch?.fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = limitOf(ownLimit(wanted), facts.settings);
    if (leaseSightings(facts, wanted.component).length === 0)
      return inconclusive(`nobody looked at the lease of the ${wanted.component}: add a lane of lease()`);
    const takeover = findTakeover(facts, wanted.component, stretch);
    if (takeover === undefined) return inconclusive(`the lease of the ${wanted.component} named no leader before`);
    return { ...judgeTakeover(wanted.component, takeover, stretch, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/**
 * Promises that another controller manager or scheduler leads soon after the leader was hit; read from its lease by a
 * lane of `lease`.
 */
export const failoverWithin = definition.spec;

function ownLimit({ component, limit }: Params): Limit {
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

function stories(): Stories {
  return { pass: passed(16_500), fail: passed(30_000), inconclusive: passed(16_500, "16500ms") };
}

/** The controller manager's lease passes to another so long after the fault; it is renewed every 2 s. */
function passed(tookMs: number, limit?: string): Story {
  const holders = ["kc-story-control-plane2_1f0c", "kc-story-control-plane3_77ab"];
  return {
    lanes: ["lease/api/reused"],
    guarantees: [failoverWithin({ component: "controller-manager", during: "kill", ...(limit && { limit }) })],
    fault: { ...killFault, steadyAt: 9_000 },
    durationMs: 40_000,
    fate: ({ at, number }) => {
      const taken = number % 2 === 0 && at >= 4_000 + tookMs;
      const renewed = number % 2 === 1 || taken ? at : Math.min(at, 3_900);
      const renewTime = new Date(Date.UTC(2026, 10, 23, 11) + 2_000 * Math.floor(renewed / 2_000)).toISOString();
      const lease = number % 2 === 0 ? "kube-controller-manager" : "kube-scheduler";
      const revision = 1_000 + Math.floor(renewed / 2_000) + (taken ? 100 : 0);
      return { revision, detail: `${lease} ${taken ? 1 : 0} ${renewTime} ${holders[taken ? 1 : 0]}` };
    },
  };
}
