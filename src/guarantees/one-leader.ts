import { z } from "zod";
import { askedMembers } from "../analysis/etcd/etcd-status.ts";
import type { LeaderTerm } from "../analysis/etcd/leader-terms.ts";
import type { Facts } from "../analysis/facts/facts.ts";
import { listing } from "../analysis/statistics/format.ts";
import { shortName } from "../analysis/timeline/timeline.ts";
import { etcdNodes } from "../model/cluster.ts";
import { inconclusive } from "../model/guarantee.ts";
import { elected } from "../stories/etcd-run.ts";
import type { Stories } from "../stories/story.ts";
import { defineGuarantee } from "./kit/define-guarantee.ts";

const definition = defineGuarantee({
  name: "one-leader",
  summary: "etcd never has two leaders in one term.",
  about: "safety",
  covers:
    "It covers every etcd member that the topology has, each asked by a lane, where it said of itself that it leads for so long that its term is sure.",
  leavesOut: "It leaves out leaders of a moment, because etcd tells a new leader before it tells the term.",
  params: z.strictObject({}),
  reads: () => ["etcd-status"],
  describe: () => "etcd never has two leaders in one term",
  plainly: () => ({ held: "etcd never had two leaders in one term", broken: "etcd had two leaders in one term" }),
  judge(_, facts) {
    const leaderTerms = facts.leaderTerms();
    if (leaderTerms.length === 0)
      return inconclusive("no etcd member was seen to lead for long enough to tell in which term");
    const split = leaderTerms.filter((leaderTerm) => leaderTerms.some((other) => rivals(leaderTerm, other)));
    const unheard = unheardMembers(facts);
    if (split.length === 0 && unheard.length > 0)
      return inconclusive(`not every etcd member was asked who leads, or is known by its id: ${listing(unheard)}`);
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

/** The nodes of etcd members that no lane asked, or that no reading names, so that nobody knows whether they led. */
function unheardMembers(facts: Facts): string[] {
  const { cluster, tracks } = facts;
  if (cluster === undefined) return ["the journal does not say which there were"];
  const asked = new Set(askedMembers({ tracks }));
  const named = new Set(
    facts.eventsOf("etcd").flatMap(({ members }) => members.map(({ node }) => shortName(cluster, node))),
  );
  return etcdNodes(cluster).flatMap(({ short }) => (asked.has(short) && named.has(short) ? [] : [short]));
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
