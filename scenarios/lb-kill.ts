import { defineScenario } from "kind-chaos";
import { loadBalancerKill } from "kind-chaos/faults/load-balancer-kill";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Kills the load balancer for 10 s: the API through it is gone, direct API and workloads are not: a single point of failure, shown.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["load-balancer"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [warmUp, { inject: loadBalancerKill(), as: "kill", for: "10s" }, { recover: "120s" }, coolDown],
  guarantees: [
    outageUntilHealed({ lanes: "*/api/*", during: "kill", limit: "60s" }),
    noFailures({ lanes: "readyz/*/*", during: "kill" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "kill",
      limit: "2s",
      errorRate: 0.05,
    }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
