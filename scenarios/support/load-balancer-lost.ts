import type { FaultSpec, Scenario } from "kind-chaos";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { applicationLanes } from "./application-lanes.ts";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/**
 * The load balancer is lost for 10 s, in whatever way: the API through it is gone, direct API and workloads are not.
 */
export function loadBalancerLost(as: string, fault: FaultSpec, cure: string): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "stock",
    tags: ["load-balancer", "single-point-of-failure"],
    cure,
    lanes: [...controlPlaneLanes, ...applicationLanes],
    steps: [warmUp, { inject: fault, as, for: "10s" }, { recover: "120s" }, coolDown],
    primary: ["outage-until-healed", "workload-unaffected", "recovered-within"],
    guarantees: [
      outageUntilHealed({ lanes: "*/api/*", during: as, limit: "60s" }),
      noFailures({ lanes: "readyz/*/*", during: as }),
      workloadUnaffected({
        lanes: ["workload-http/*/*", "workload-dns/*/*"],
        during: as,
        limit: "2s",
        errorRate: 0.05,
      }),
      recoveredWithin({ during: as, limit: "60s" }),
      noNeedlessEvictions(),
      ...safety,
    ],
  };
}
