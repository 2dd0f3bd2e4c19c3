import { z } from "zod";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { limitParam } from "../analysis/limits/parameters.ts";
import { findRecovery } from "../analysis/timeline/recovery.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch } from "../analysis/timeline/stretches.ts";
import { formatMs } from "../model/duration.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";
import type { FaultRecord, Timeline } from "../model/timeline.ts";

const params = z.strictObject({ during: z.string(), limit: limitParam });
type Params = z.infer<typeof params>;

/** Promises that the steady state holds again soon after the heal, or after the fault where nothing heals it. */
export function recoveredWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "recovered-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "recovered-within",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ during, limit }, settings) => `steady again within ${describeLimit(limit, settings)} after ${during}`,
  judge(wanted, timeline) {
    const fault = findStretch(timeline, wanted.during)?.fault;
    if (fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    return { ...judgeRecovery(fault, timeline, limit.limitMs), ...limit };
  },
};
export default definition;

/** The heal acted between `from` and `by`; the steady state came between the last check that failed and the first that held. */
function judgeRecovery(fault: FaultRecord, timeline: Timeline, limitMs: number): Judgement {
  const recovery = findRecovery(fault, timeline);
  if (recovery === undefined) return inconclusive("it was never healed");
  const { from, by, failed } = recovery;
  const what = fault.sustained ? "the heal" : "the fault";
  const atLeastMs = Math.max(0, (failed?.at ?? by) - by);
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
