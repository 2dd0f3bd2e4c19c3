import { defineScenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { controlPlaneReplace } from "kind-chaos/procedures/control-plane-replace";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses the control plane with the etcd leader for good and puts a new one in its place with kubeadm, while the API goes on: three members again, one of them another.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "node", "maintenance"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [
    warmUp,
    { perform: controlPlaneReplace(etcdLeader({ avoidReusedConnections: true })), as: "replaced" },
    { hold: "30s", reason: "the new control plane serves, and the load balancer sends clients there" },
    coolDown,
  ],
  primary: ["no-outage write/api/*", "max-outage"],
  guarantees: [
    // What loses the leader's node costs, here too: one election, and new connections that meet nobody.
    noOutage({ lanes: "write/api/*", during: "whole-run", limit: { derived: "etcd-election", plus: "2s" } }),
    noOutage({ lanes: "*/api/*", during: "whole-run", limit: "1s" }),
    // Connections to the API servers that are left live through all of it, and wait for the election alone.
    maxOutage({ lanes: "write/api/reused", during: "whole-run", limit: { derived: "etcd-election", plus: "2s" } }),
    // Who only serves does not notice who rules.
    noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "whole-run" }),
    ...safety,
  ],
});
