import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { election } from "./support/election.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary: "Kills the leader of three etcd members: writes wait for one election, and nothing acknowledged is lost.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: processKill("etcd", etcdLeader({ avoidReusedConnections: true })), as: "kill" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["max-outage write/api/* during kill", "max-outage quorum-read/api/* during kill", "leader-within"],
  guarantees: election("kill", "*"),
});
