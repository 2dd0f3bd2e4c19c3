import { nodeKill } from "../src/faults/node-kill.ts";
import { membersHealthy } from "../src/guarantees/members-healthy.ts";
import { noOutage } from "../src/guarantees/no-outage.ts";
import { oneLeader } from "../src/guarantees/one-leader.ts";
import { spreadRestored } from "../src/guarantees/spread-restored.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { cachedRead } from "../src/probes/operations/cached-read.ts";
import { etcdStatus } from "../src/probes/operations/etcd-status.ts";
import { quorumRead } from "../src/probes/operations/quorum-read.ts";
import { restartDeployment } from "../src/procedures/restart-deployment.ts";
import { controlPlane } from "../src/targets/roles/control-plane.ts";
import { zone } from "../src/targets/roles/zone.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { workerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Loses a zone for 60 s, a control plane and a worker at once: quorum holds, the replicas of the other zones serve, the lost one is replaced, and a restart spreads them again.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["zone", "node", "rescheduling"],
  lanes: [
    ...reschedulingLanes,
    quorumRead({ via: "api", connection: "new", hz: 5 }),
    cachedRead({ via: "api", connection: "new", hz: 5 }),
    etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
  ],
  steps: [
    warmUp,
    { inject: nodeKill(zone("b")), as: "zone-down", for: "60s" },
    { recover: "180s" },
    {
      perform: restartDeployment("workload", controlPlane(1)),
      as: "restart",
    },
    coolDown,
  ],
  guarantees: [
    noOutage({ lanes: ["*/api/*"], during: "zone-down", limit: { derived: "etcd-election", plus: "2s" } }),
    ...workerLost("zone-down", ["worker", "worker3"]),
    spreadRestored({ over: "zones" }),
    oneLeader(),
    membersHealthy(),
  ],
});
