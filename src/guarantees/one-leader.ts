import { z } from "zod";
import { type Reign, reignsOf } from "../analysis/etcd/leader-terms.ts";
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
    const reigns = reignsOf(timeline);
    if (reigns.length === 0)
      return inconclusive("no etcd member was seen to lead for long enough to tell in which term");
    const split = reigns.filter((reign) => reigns.some((other) => rivals(reign, other)));
    return {
      outcome: split.length === 0 ? "pass" : "fail",
      summary: `${split.length === 0 ? "" : "two leaders in one term: "}${(split.length === 0 ? reigns : split).map(tell).join(", ")}`,
      marks: split.map((reign) => ({ from: reign.from, to: reign.to, text: tell(reign) })),
    };
  },
};
export default definition;

function rivals(one: Reign, other: Reign): boolean {
  return one.term === other.term && one.leader !== other.leader;
}

function tell({ term, leader, member }: Reign): string {
  return `term ${term} ${member} (${leader})`;
}
