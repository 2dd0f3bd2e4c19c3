import { z } from "zod";
import type { Facts } from "../analysis/facts/facts.ts";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import { findRecovery } from "../analysis/timeline/recovery.ts";
import { formatMs } from "../model/duration.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import type { FaultRecord } from "../model/timeline.ts";
import { heldFault } from "../stories/fates.ts";
import type { Stories, Story } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";
import { faultOf } from "./kit/stretch.ts";

const params = z.strictObject({ during: faultParam, limit: limitParam });

const definition = defineGuarantee({
  name: "recovered-within",
  summary: "The steady state holds again soon after a fault.",
  about: "time",
  fromHealing: true,
  covers: "It covers every check of the steady state, from the healing, or from the fault where nothing heals it.",
  leavesOut: "It leaves out checks that fail before, because the fault is still held then.",
  params,
  describe: ({ during, limit }, settings) => `steady again within ${describeLimit(limit, settings)} after ${during}`,
  plainly: () => ({
    held: "the cluster was steady again in time",
    broken: "the cluster was not steady again in time",
    measured: "the cluster was steady again after {time}",
  }),
  judge(wanted, facts) {
    const fault = faultOf(wanted.during, facts);
    const limit = limitOf(wanted.limit, facts.settings);
    return { ...judgeRecovery(fault, facts, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/** Promises that the steady state holds again soon after the heal, or after the fault where nothing heals it. */
export const recoveredWithin = definition.spec;

/**
 * The heal acted between `from` and `by`; the steady state came between the last check that failed and the first that
 * held.
 */
function judgeRecovery(fault: FaultRecord, facts: Facts, limitMs: number): Judgement {
  const recovery = findRecovery(fault, facts);
  if (recovery === undefined) return inconclusive("it was never healed");
  const { from, by, failed } = recovery;
  const what = fault.sustained ? "the heal" : "the fault";
  const atLeastMs = failed === undefined || by === undefined ? 0 : Math.max(0, failed.at - by);
  const atMostMs = fault.steadyAt === undefined ? null : fault.steadyAt - from;
  const outcome = judgeBounds([atLeastMs, atMostMs], limitMs);
  const missing = failed?.checks.filter((check) => !check.ok).map((check) => `${check.name} (${check.detail})`) ?? [];
  const waited = missing.length === 0 ? "" : `; last waited for: ${missing.join(", ")}`;
  const told = atMostMs === null ? `not steady again after ${what}` : `steady ${formatMs(atMostMs)} after ${what}`;
  return {
    outcome,
    summary: `${told}${waited}`,
    measuredMs: [atLeastMs, atMostMs],
    marks: [{ from, to: fault.steadyAt, text: `recovery from ${fault.id}` }],
  };
}

function stories(): Stories {
  const recovered = (limit: string, change: Partial<Story> = {}): Story => ({
    lanes: ["readyz/control-plane/new"],
    guarantees: [recoveredWithin({ during: "held", limit })],
    fault: heldFault,
    ...change,
  });
  const checks = [{ name: "nodes", ok: false, detail: "5 of 6 Ready" }];
  const broken = { type: "steady-state", at: 11_500, when: "after", faultId: "held", ok: false, checks } as const;
  return {
    pass: recovered("5s"),
    fail: recovered("2s", { fault: { ...heldFault, steadyAt: 11_900 }, events: [broken] }),
    inconclusive: recovered("1s"),
  };
}
