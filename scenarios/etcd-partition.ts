import { nodePartition } from "../src/faults/node-partition.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { writesRefused } from "../src/guarantees/writes-refused.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { quorumRead } from "../src/probes/operations/quorum-read.ts";
import { write } from "../src/probes/operations/write.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Cuts the etcd leader's node from the other control planes for 20 s: the minority acknowledges nothing, one leader, healed without help.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "network"],
  lanes: [
    ...controlPlaneLanes,
    write({ via: "each-api-server", connection: "reused", hz: 5 }),
    quorumRead({ via: "each-api-server", connection: "reused", hz: 5 }),
  ],
  steps: [
    warmUp,
    {
      inject: nodePartition(etcdLeader({ avoidReusedConnections: true }), {
        direction: "both",
        peers: "control-planes",
      }),
      as: "cut",
      for: "20s",
    },
    { recover: "180s" },
    coolDown,
  ],
  guarantees: [
    writesRefused({ during: "cut", at: "target" }),
    maxOutage({ lanes: "write/api/reused", during: "cut", limit: { derived: "etcd-election" } }),
    leaderWithin({ during: "cut", limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: "cut", limit: "120s" }),
    ...safety,
  ],
});
