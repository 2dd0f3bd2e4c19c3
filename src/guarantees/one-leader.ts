import { z } from "zod";
import type { LeaderTerm } from "../analysis/etcd/leader-terms.ts";
import { inconclusive } from "../model/guarantee.ts";
import { elected } from "../stories/etcd-run.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

const definition = defineGuarantee({
  name: "one-leader",
  summary: "etcd never has two leaders in one term.",
  about: "safety",
  covers:
    "It covers members that said of themselves that they lead, for so long that their term is sure; leaders of a moment are exempt.",
  params: z.strictObject({}),
  reads: () => ["etcd-status"],
  describe: () => "etcd never has two leaders in one term",
  judge(_, facts) {
    const leaderTerms = facts.leaderTerms();
    if (leaderTerms.length === 0)
      return inconclusive("no etcd member was seen to lead for long enough to tell in which term");
    const split = leaderTerms.filter((leaderTerm) => leaderTerms.some((other) => rivals(leaderTerm, other)));
    return {
      outcome: split.length === 0 ? "pass" : "fail",
      summary: `${split.length === 0 ? "" : "two leaders in one term: "}${(split.length === 0 ? leaderTerms : split).map(tell).join(", ")}`,
      marks: split.map((leaderTerm) => ({ from: leaderTerm.from, to: leaderTerm.to, text: tell(leaderTerm) })),
    };
  },
  stories,
});
export default definition;

/** Promises that etcd never has two leaders in one term. */
export const oneLeader = definition.spec;

function rivals(one: LeaderTerm, other: LeaderTerm): boolean {
  return one.term === other.term && one.leader !== other.leader;
}

function tell({ term, leader, member }: LeaderTerm): string {
  return `term ${term} ${member} (${leader})`;
}

function stories(): Stories {
  const pass = elected(1_300, oneLeader());
  return {
    pass,
    fail: {
      ...pass,
      fate: ({ at, lane, number }) =>
        at > 5_000 && lane.includes("control-plane3") ? { detail: `91bc3c398fb3c146 ${2_000 + number}` } : undefined,
    },
    inconclusive: { lanes: ["readyz/control-plane/new"], guarantees: [oneLeader()] },
  };
}
