import { z } from "zod";
import { type Election, findElection } from "../analysis/etcd/elections.ts";
import { resolveLimit } from "../analysis/limits/derived-limits.ts";
import { describeLimit, judgeBounds } from "../analysis/limits/limits.ts";
import { limitParam } from "../analysis/limits/parameters.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import { findStretch, type Stretch } from "../analysis/timeline/stretches.ts";
import type { GuaranteeDefinition, GuaranteeSpec, Judgement } from "../model/guarantee.ts";

const params = z.strictObject({ during: z.string(), limit: limitParam });
type Params = z.infer<typeof params>;

/** Promises that etcd has elected a leader in a new term soon after a fault; read from every member's own status. */
export function leaderWithin(wanted: z.input<typeof params>): GuaranteeSpec {
  return { guarantee: "leader-within", params: wanted };
}

const definition: GuaranteeDefinition<Params> = {
  name: "leader-within",
  params: params as z.ZodType<Params>,
  about: "time",
  describe: ({ during, limit }, settings) =>
    `etcd has a new leader within ${describeLimit(limit, settings)} of ${during}`,
  judge(wanted, timeline) {
    const stretch = findStretch(timeline, wanted.during);
    if (stretch?.fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = resolveLimit(wanted.limit, timeline.settings);
    if (limit === undefined) return inconclusive("the cluster's settings are not known, so there is no limit");
    const election = findElection(timeline, stretch);
    if (election === undefined) return inconclusive("no etcd member named its leader before the fault");
    return { ...judgeElection(election, stretch, limit.limitMs), ...limit };
  },
};
export default definition;

function judgeElection({ old, first, term, boundsMs }: Election, stretch: Stretch, limitMs: number): Judgement {
  const outcome = judgeBounds(boundsMs, limitMs);
  const before = `leader ${old.leader} in term ${old.term} before`;
  if (first === undefined) {
    const summary = `${before}, no new leader was seen`;
    return { outcome, summary, measuredMs: boundsMs, marks: [{ from: stretch.from, text: summary }] };
  }
  const who = first.leader === old.leader ? "the same member was elected again" : `leader ${first.leader}`;
  const inTerm = term === undefined ? "its term was not told" : `in term ${term}`;
  return {
    outcome,
    summary: `${before}; ${who} ${inTerm}, first told by ${first.member}`,
    measuredMs: boundsMs,
    marks: [{ from: stretch.from, to: first.ended, text: "until a new leader was seen" }],
  };
}
