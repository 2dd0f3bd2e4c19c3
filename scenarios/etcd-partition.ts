import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { write } from "kind-chaos/operations/write";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
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
  primary: ["max-outage", "leader-within", "recovered-within"],
  guarantees: [
    writesRefused({ during: "cut", at: "target" }),
    maxOutage({ lanes: "write/api/reused", during: "cut", limit: { derived: "etcd-election" } }),
    leaderWithin({ during: "cut", limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: "cut", limit: "120s" }),
    ...safety,
  ],
});
