import { defineScenario } from "kind-chaos";
import { diskSlow } from "kind-chaos/faults/disk-slow";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noEarlyExpiry } from "kind-chaos/guarantees/no-early-expiry";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdLease } from "kind-chaos/operations/etcd-lease";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";
import { electionTimeoutMs } from "./support/stock-election.ts";

const leader = etcdLeader({ avoidReusedConnections: true });
const follower = etcdFollower({ avoidReusedConnections: true });
/** Twice the shortest time after which a follower stands for election: no leader that waits so long keeps its lead. */
const delayMs = 2 * electionTimeoutMs;
/** The first wait that is held began before the lead could be missed; then comes an election. */
const afterOneWait = { derived: "etcd-election", plus: `${delayMs}ms` } as const;

export default defineScenario({
  summary:
    "Makes each wait of etcd for its disk 2 s longer, of a follower and then of the leader, after a sham: a slow follower costs only who asks it, a slow leader its lead, once.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "storage"],
  lanes: [...controlPlaneLanes, etcdLease({ hz: 5 })],
  steps: [
    warmUp,
    // The same means without a delay: what this costs is no disk's.
    { inject: diskSlow(leader, 0), as: "sham", for: "8s" },
    { recover: "60s" },
    { inject: diskSlow(follower, delayMs), as: "follower-slow", for: "20s" },
    { recover: "120s" },
    { inject: diskSlow(leader, delayMs), as: "leader-slow", for: "20s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["max-outage", "leader-within", "recovered-within during leader-slow"],
  guarantees: [
    noFailures({ lanes: "*/api/*", during: "sham" }),
    electionsAtMost({ during: "sham", atMost: 0 }),
    noFailures({ lanes: "*/api/reused", during: "follower-slow" }),
    noOutage({ lanes: "write/api/*", during: "follower-slow", limit: { derived: "etcd-stall" } }),
    // A follower that is slow hears its leader all the same.
    electionsAtMost({ during: "follower-slow", atMost: 0 }),
    maxOutage({ lanes: "write/api/reused", during: "leader-slow", limit: afterOneWait }),
    leaderWithin({ during: "leader-slow", limit: afterOneWait }),
    // Whoever leads then has a disk that is fast, and keeps the lead, also when the other one is fast again.
    electionsAtMost({ during: "leader-slow", atMost: 1 }),
    // A leader that stalls while others renew leases elsewhere must end none of them when it goes on.
    noEarlyExpiry(),
    recoveredWithin({ during: "follower-slow", limit: "60s" }),
    recoveredWithin({ during: "leader-slow", limit: "60s" }),
    ...safety,
  ],
});
