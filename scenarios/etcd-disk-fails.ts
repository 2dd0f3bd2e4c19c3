import { defineScenario } from "kind-chaos";
import { diskFails } from "kind-chaos/faults/disk-fails";
import { diskSlow } from "kind-chaos/faults/disk-slow";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

const leader = etcdLeader({ avoidReusedConnections: true });
const follower = etcdFollower({ avoidReusedConnections: true });
const election = { derived: "etcd-election" } as const;

export default defineScenario({
  summary:
    "Fails a wait of etcd for its disk, of a follower and then of the leader, after a sham: the member ends at once instead of going on, comes back, and nothing acknowledged is lost.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "storage"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    // The same means without an error: what this costs is no disk's.
    { inject: diskSlow(leader, 0), as: "sham", for: "8s" },
    { recover: "60s" },
    { inject: diskFails(follower), as: "follower-fails" },
    { recover: "120s" },
    { inject: diskFails(leader), as: "leader-fails" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["max-outage write/api/* during leader-fails", "leader-within", "recovered-within during leader-fails"],
  guarantees: [
    noFailures({ lanes: "*/api/*", during: "sham" }),
    electionsAtMost({ during: "sham", atMost: 0 }),
    // A member that ends is a member that was killed: no more may come of either.
    noFailures({ lanes: "*/api/reused", during: "follower-fails" }),
    maxOutage({ lanes: "*/api/*", during: "follower-fails", limit: "2s" }),
    ejectedWithin({ lanes: "*/api/new", during: "follower-fails", limit: { derived: "load-balancer-ejection" } }),
    noFailures({ lanes: "cached-read/api/reused", during: "leader-fails" }),
    maxOutage({ lanes: "write/api/*", during: "leader-fails", limit: election }),
    maxOutage({ lanes: "quorum-read/api/*", during: "leader-fails", limit: election }),
    leaderWithin({ during: "leader-fails", limit: election }),
    // Who comes back asks before it counts its term up (PreVote, etcd's default): it disturbs nobody.
    electionsAtMost({ during: "follower-fails", atMost: 0 }),
    electionsAtMost({ during: "leader-fails", atMost: 1 }),
    recoveredWithin({ during: "follower-fails", limit: "60s" }),
    recoveredWithin({ during: "leader-fails", limit: "60s" }),
    ...safety,
  ],
});
