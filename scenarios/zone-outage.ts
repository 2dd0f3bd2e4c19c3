import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { oneLeader } from "kind-chaos/guarantees/one-leader";
import { spreadRestored } from "kind-chaos/guarantees/spread-restored";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { etcdStatus } from "kind-chaos/operations/etcd-status";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { restartDeployment } from "kind-chaos/procedures/restart-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { zone } from "kind-chaos/targets/zone";
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
  primary: ["max-outage", "max-degradation", "served-within"],
  guarantees: [
    noOutage({ lanes: ["*/api/*"], during: "zone-down", limit: { derived: "etcd-election", plus: "2s" } }),
    ...workerLost("zone-down", ["worker", "worker3"]),
    spreadRestored({ over: "zones" }),
    oneLeader(),
    membersHealthy(),
  ],
});
