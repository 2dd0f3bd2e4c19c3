import { z } from "zod";
import { leaderSightings, provenLeaderships } from "../analysis/etcd-status.ts";
import { inconclusive } from "../analysis/selection.ts";
import { counted, listing } from "../analysis/words.ts";
import type { GuaranteeDefinition, GuaranteeSpec } from "../model/guarantee.ts";

/** Fewer answers show nothing. */
const fewestAnswers = 20;

const params = z.strictObject({});
type Params = z.infer<typeof params>;

/** Promises that etcd never has two leaders in one term. */
export function oneLeader(): GuaranteeSpec {
  return { guarantee: "one-leader", params: {} };
}

const definition: GuaranteeDefinition<Params> = {
  name: "one-leader",
  params: params as z.ZodType<Params>,
  describe: () => "etcd never has two leaders in one term",
  judge(_, timeline) {
    const sightings = leaderSightings(timeline).filter((seen) => seen.leader !== "0");
    if (sightings.length < fewestAnswers) {
      return inconclusive(`only ${counted(sightings.length, "answer")} of etcd members named a leader`);
    }
    const proven = provenLeaderships(sightings);
    const leaders = new Map<number, Set<string>>();
    for (const { term, leader } of proven) leaders.set(term, (leaders.get(term) ?? new Set()).add(leader));
    const split = [...leaders].filter(([, names]) => names.size > 1);
    const terms = `terms ${listing([...leaders.keys()].toSorted((a, b) => a - b).map(String))}`;
    if (split.length === 0) {
      return {
        outcome: "pass",
        summary: `${counted(sightings.length, "answer")}, ${terms}, one leader in each`,
        marks: [],
      };
    }
    const words = split.map(([term, names]) => `term ${term}: ${[...names].join(" and ")}`);
    return {
      outcome: "fail",
      summary: `two leaders in one term: ${words.join("; ")}`,
      marks: split.flatMap(([term]) =>
        proven
          .filter((leadership) => leadership.term === term)
          .map(({ since, leader }) => ({ from: since, text: `${leader} leads in term ${term}` })),
      ),
    };
  },
};
export default definition;
