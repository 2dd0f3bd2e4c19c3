import { defineScenario } from "kind-chaos";
import { peerPartition } from "kind-chaos/faults/peer-partition";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdMembers } from "kind-chaos/targets/etcd-members";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Cuts the etcd leader and a follower from each other for 15 s while both see the third member: the lead must stay where it is, and not go to and fro.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "network"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: peerPartition(etcdMembers(2, "included", { avoidReusedConnections: true })), as: "apart", for: "15s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["elections-at-most", "ejected-within", "recovered-within"],
  guarantees: [
    // The third member hears the leader, and grants nobody a vote meanwhile (raft's CheckQuorum); the one that is cut off
    // asks before it counts its term up, so that it disturbs nobody when it returns (PreVote, etcd's default). Clients of
    // the third one's API server would notice any election.
    noFailures({ lanes: "*/api/reused", during: "apart" }),
    electionsAtMost({ during: "apart", atMost: 0 }),
    // Healed, the API server without a leader lists all anew for its watches, which takes two cores for 2 to 3 s.
    noOutage({ lanes: "write/api/*", during: "apart", limit: { derived: "etcd-stall", plus: "2s" } }),
    // The follower has no leader, and its API server no quorum.
    ejectedWithin({ lanes: "*/api/new", during: "apart", limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    recoveredWithin({ during: "apart", limit: "60s" }),
    ...safety,
  ],
});
