import { z } from "zod";
import { type LeaderTerm, leaderTermsOf } from "../analysis/etcd/leader-terms.ts";
import { inconclusive } from "../analysis/timeline/selection.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

const params = z.strictObject({});
type Params = z.infer<typeof params>;

/** Promises that etcd never has two leaders in one term. */
export function oneLeader(): GuaranteeSpec {
  return { guarantee: "one-leader", params: {} };
}

const definition: GuaranteeDefinition<Params> = {
  name: "one-leader",
  params: params as z.ZodType<Params>,
  about: "safety",
  describe: () => "etcd never has two leaders in one term",
  judge(_, timeline) {
    const leaderTerms = leaderTermsOf(timeline);
    if (leaderTerms.length === 0)
      return inconclusive("no etcd member was seen to lead for long enough to tell in which term");
    const split = leaderTerms.filter((leaderTerm) => leaderTerms.some((other) => rivals(leaderTerm, other)));
    return {
      outcome: split.length === 0 ? "pass" : "fail",
      summary: `${split.length === 0 ? "" : "two leaders in one term: "}${(split.length === 0 ? leaderTerms : split).map(tell).join(", ")}`,
      marks: split.map((leaderTerm) => ({ from: leaderTerm.from, to: leaderTerm.to, text: tell(leaderTerm) })),
    };
  },
};
export default definition;

function rivals(one: LeaderTerm, other: LeaderTerm): boolean {
  return one.term === other.term && one.leader !== other.leader;
}

function tell({ term, leader, member }: LeaderTerm): string {
  return `term ${term} ${member} (${leader})`;
}
