import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "An etcd member that was half cut off takes the lead away from all when it returns: PreVote is off.",
  scenario: "partial-mesh",
  topology: "tools/sabotage/topologies/no-pre-vote.yaml",
  expected: {
    verdict: "fail",
    guarantees: {
      "elections-at-most": /^leader \w+ in term \d+ before; leader \w+ in term \d+, first told by /,
      // Who is led by the third member has no part in the cut: only an election makes it fail.
      "no-failures": / attempts, \d+ failed: .*(?:write|quorum-read|fresh-read)\/api\/reused/,
    },
  },
};
export default sabotage;
