import { defineScenario } from "kind-chaos";
import { diskSlow } from "kind-chaos/faults/disk-slow";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { majority } from "kind-chaos/targets/majority";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";
import { electionTimeoutMs } from "./support/stock-election.ts";

const two = majority("included", { avoidReusedConnections: true });

export default defineScenario({
  summary:
    "Makes the disks of two etcd members of three slow for 20 s, the leader's among them, after a sham: no quorum is fast, the lead goes to and fro; nothing is lost, and all is well when one disk is.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "storage", "quorum"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [
    warmUp,
    // The same means without a delay: what this costs is no disk's.
    { inject: diskSlow(two, 0), as: "sham", for: "8s" },
    { recover: "60s" },
    // Longer than an election timeout and shorter than two: whoever leads loses the lead now and then.
    { inject: diskSlow(two, 1.5 * electionTimeoutMs), as: "slow", for: "20s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["workload-unaffected", "recovered-within"],
  guarantees: [
    noFailures({ lanes: "*/api/*", during: "sham" }),
    electionsAtMost({ during: "sham", atMost: 0 }),
    // What is read from an API server's own memory needs no etcd.
    noFailures({ lanes: "cached-read/api/reused", during: "slow" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "slow",
      limit: "2s",
      errorRate: 0.05,
    }),
    recoveredWithin({ during: "slow", limit: "120s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
