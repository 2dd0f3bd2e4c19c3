import { defineScenario } from "kind-chaos";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
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
  primary: ["no-outage write/api/*", "max-outage write/api/reused", "max-outage readyz/*/* during replaced"],
  guarantees: [
    // What loses the leader's node costs, here too: one election, and new connections that meet nobody.
    noOutage({ lanes: "write/api/*", during: "whole-run", limit: { derived: "etcd-election", plus: "2s" } }),
    electionsAtMost({ during: "whole-run", atMost: 1 }),
    noOutage({ lanes: "*/api/*", during: "whole-run", limit: "1s" }),
    // New connections meet nobody until the load balancer knows; then the election may go on, 4 s and 2 s as above.
    maxOutage({
      lanes: ["quorum-read/api/new", "cached-read/api/new", "write/api/new"],
      during: "whole-run",
      limit: { derived: "load-balancer-ejection", plus: "6s" },
    }),
    // From the loss of an API server until another is ready in its place: all of the replacement. Most of it is kubeadm's
    // join, which waits up to 5 min for a kubelet by itself.
    maxOutage({ lanes: "readyz/*/*", during: "replaced", limit: "5m" }),
    // Connections to the API servers that are left live through all of it, and wait for the election alone.
    maxOutage({ lanes: "write/api/reused", during: "whole-run", limit: { derived: "etcd-election", plus: "2s" } }),
    // Who only serves does not notice who rules.
    noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "whole-run" }),
    ...safety,
  ],
});
