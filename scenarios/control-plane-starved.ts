import { defineScenario } from "kind-chaos";
import { nodeStarved } from "kind-chaos/faults/node-starved";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Leaves 5 % of one CPU to the control plane with the etcd leader for 30 s: it is not dead, only slow; another member must lead, and the API go on.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "node", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: nodeStarved(etcdLeader({ avoidReusedConnections: true })), as: "starved", for: "30s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["no-outage", "leader-within", "recovered-within"],
  guarantees: [
    // A node that is slow is found out later than a dead one: its heartbeats come now and then until they do not.
    noOutage({ lanes: "write/api/*", during: "starved", limit: { derived: "etcd-election", plus: "2s" } }),
    // How soon no setting says: it still gets heartbeats out now and then. That it comes is promised for while it is held.
    leaderWithin({ during: "starved", limit: "30s" }),
    recoveredWithin({ during: "starved", limit: "120s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
