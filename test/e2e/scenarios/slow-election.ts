import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";
import { processKill } from "../../../src/faults/process-kill.ts";
import { leaderWithin } from "../../../src/guarantees/leader-within.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { noLostWrites } from "../../../src/guarantees/no-lost-writes.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { etcdLeader } from "../../../src/targets/roles/etcd-leader.ts";

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
