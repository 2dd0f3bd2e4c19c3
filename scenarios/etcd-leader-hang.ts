import { defineScenario } from "kind-chaos";
import { processPause } from "kind-chaos/faults/process-pause";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { election } from "./support/election.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Freezes the etcd leader for 15 s: the others elect a new one; the old one, woken up, must not answer out of its past.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: processPause("etcd", etcdLeader({ avoidReusedConnections: true })), as: "hang", for: "15s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: [
    "max-outage write/api/reused during hang",
    "max-outage quorum-read/api/reused during hang",
    "leader-within",
  ],
  guarantees: election("hang", "reused"),
});
