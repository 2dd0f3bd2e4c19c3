import { z } from "zod";
import { type Election, findElection } from "../analysis/etcd/elections.ts";
import { faultParam, limitParam } from "../analysis/limits/parameters.ts";
import type { Stretch } from "../analysis/timeline/stretches.ts";
import { inconclusive, type Judgement } from "../model/guarantee.ts";
import { elected } from "../stories/etcd-run.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";
import { describeLimit, judgeBounds, limitOf } from "./kit/limits.ts";

const params = z.strictObject({ during: faultParam, limit: limitParam });

const definition = defineGuarantee({
  name: "leader-within",
  summary: "etcd has a leader in a new term soon after a fault.",
  about: "time",
  bounded: true,
  covers: "It covers the first election after the injection.",
  leavesOut: "It leaves out later elections in the same stretch, because the limit is one of a single election.",
  params,
  reads: () => ["etcd-status"],
  describe: ({ during, limit }, settings) =>
    `etcd has a new leader within ${describeLimit(limit, settings)} of ${during}`,
  plainly: () => ({
    held: "etcd had a new leader in time",
    broken: "etcd had no new leader in time",
    measured: "etcd had a new leader after {time}",
  }),
  judge(wanted, facts) {
    const stretch = facts.stretch(wanted.during);
    if (stretch?.fault === undefined) return inconclusive(`the fault "${wanted.during}" was not injected`);
    const limit = limitOf(wanted.limit, facts.settings);
    const election = findElection(facts, stretch);
    if (election === undefined) return inconclusive("no etcd member named its leader before the fault");
    return { ...judgeElection(election, stretch, limit.limitMs), ...limit };
  },
  stories,
});
export default definition;

/** Promises that etcd has elected a leader in a new term soon after a fault; read from every member's own status. */
export const leaderWithin = definition.spec;

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

function stories(): Stories {
  const election = { derived: "etcd-election" } as const;
  return {
    pass: elected(1_300, leaderWithin({ during: "kill", limit: election })),
    fail: elected(5_200, leaderWithin({ during: "kill", limit: election })),
    inconclusive: elected(1_300, leaderWithin({ during: "kill", limit: "1250ms" })),
  };
}
