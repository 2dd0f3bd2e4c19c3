import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An etcd member that was half cut off takes the lead away from all when it returns: PreVote is off.",
  scenario: "partial-mesh",
  topology: "tools/sabotage/topologies/no-pre-vote.yaml",
  expected: {
    // An API server without a leader takes cores: where there are few, the election may have been for want of them.
    verdict: "fail or inconclusive",
    guarantees: { "elections-at-most": /leader \w+ in term \d+ before; leader \w+ in term \d+, first told by / },
  },
};
export default sabotage;
