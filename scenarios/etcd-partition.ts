import { nodePartition } from "../src/faults/node-partition.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { writesRefused } from "../src/guarantees/writes-refused.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { quorumRead } from "../src/probes/operations/quorum-read.ts";
import { write } from "../src/probes/operations/write.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
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
    calmFirst,
    {
      inject: nodePartition(
        { role: "etcd-leader", reused: "elsewhere" },
        { direction: "both", peers: "control-planes" },
      ),
      as: "cut",
      for: "20s",
    },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: [
    writesRefused({ during: "cut", at: "target" }),
    maxOutage({ lanes: "write/lb/reused", during: "cut", limit: { bound: "etcd-election" } }),
    leaderWithin({ during: "cut", limit: { bound: "etcd-election" } }),
    recoveredWithin({ during: "cut", limit: "120s" }),
    ...safety,
  ],
});
