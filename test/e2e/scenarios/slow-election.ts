import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";

export default defineScenario({
  summary: "Demands a stock cluster's election of a cluster whose election timeout is ten times as long: must fail.",
  topology: "test/e2e/topologies/slow-election.yaml",
  profile: "stock",
  tags: [],
  lanes: controlPlaneLanes,
  steps: [
    { hold: "10s", reason: "calm before the fault" },
    { inject: processKill("etcd", etcdLeader({ avoidReusedConnections: true })), as: "leader-kill" },
    { recover: "120s" },
    { hold: "5s", reason: "calm after the fault" },
  ],
  guarantees: [
    maxOutage({ lanes: "write/api/*", during: "leader-kill", limit: "4s" }),
    leaderWithin({ during: "leader-kill", limit: "4s" }),
    noLostWrites(),
  ],
});
