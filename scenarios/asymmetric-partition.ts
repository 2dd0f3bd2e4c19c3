import { defineScenario, type GuaranteeSpec } from "kind-chaos";
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

const leader = etcdLeader({ avoidReusedConnections: true });
const election = { derived: "etcd-election" } as const;
/** One that sends is believed until it steps down itself. */
const stepsDown = { derived: "etcd-step-down" } as const;

export default defineScenario({
  summary:
    "Makes the etcd leader deaf for 12 s, then the next one mute: one half of a connection is no connection, and each time another member must lead.",
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
    // Twice the longest limit: its API server asks again and again without a quorum, which takes cores of all.
    { inject: nodePartition(leader, { direction: "in", peers: "control-planes" }), as: "deaf", for: "12s" },
    { recover: "180s" },
    { inject: nodePartition(leader, { direction: "out", peers: "control-planes" }), as: "mute", for: "12s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["leader-within during deaf", "leader-within during mute"],
  guarantees: [...led("deaf", stepsDown), ...led("mute", election), ...safety],
});

/** What must hold when one half of the leader's connections is gone. */
function led(during: string, limit: typeof election | typeof stepsDown): readonly GuaranteeSpec[] {
  return [
    writesRefused({ during, at: "target" }),
    maxOutage({ lanes: "write/api/reused", during, limit }),
    leaderWithin({ during, limit }),
    recoveredWithin({ during, limit: "120s" }),
  ];
}
