import { defineScenario } from "kind-chaos";
import { networkDegrade } from "kind-chaos/faults/network-degrade";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses one packet in five between the etcd leader and the other control planes, both ways, for 30 s: writes are late, and the API goes on.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "network"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: networkDegrade(etcdLeader({ avoidReusedConnections: true }), {
        lossPercent: 20,
        peers: "control-planes",
        direction: "both",
      }),
      as: "lossy",
      for: "30s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["no-outage", "recovered-within"],
  guarantees: [
    // Packets that are sent once more come after 0.2, 0.6, 1.4 s (Linux' least time-out of TCP, doubled): the lead may
    // be lost for that. How often is luck and no promise: who lost it may win it again, and lose it again.
    noOutage({ lanes: "write/api/*", during: "lossy", limit: { derived: "etcd-election", plus: "2s" } }),
    recoveredWithin({ during: "lossy", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
