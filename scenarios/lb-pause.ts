import { loadBalancerPause } from "../src/faults/load-balancer-pause.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { outageUntilHealed } from "../src/guarantees/outage-until-healed.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../src/guarantees/workload-unaffected.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Freezes the load balancer for 10 s: the API through it is gone, direct API and workloads are not: a single point of failure, shown.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["load-balancer"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [warmUp, { inject: loadBalancerPause(), as: "pause", for: "10s" }, { recover: "120s" }, coolDown],
  guarantees: [
    outageUntilHealed({ lanes: "*/api/*", during: "pause", limit: "60s" }),
    noFailures({ lanes: "readyz/*/*", during: "pause" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "pause",
      limit: "2s",
      errorRate: 0.05,
    }),
    recoveredWithin({ during: "pause", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
