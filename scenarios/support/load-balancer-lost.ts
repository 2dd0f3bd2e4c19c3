import { noFailures } from "../../src/guarantees/no-failures.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { outageUntilHealed } from "../../src/guarantees/outage-until-healed.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../../src/guarantees/workload-unaffected.ts";
import type { FaultSpec } from "../../src/model/fault.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { applicationLanes } from "./application-lanes.ts";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/** The load balancer is lost for 10 s, in whatever way: the API through it is gone, direct API and workloads are not. */
export function loadBalancerLost(as: string, fault: FaultSpec): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "stock",
    tags: ["load-balancer"],
    lanes: [...controlPlaneLanes, ...applicationLanes],
    steps: [warmUp, { inject: fault, as, for: "10s" }, { recover: "120s" }, coolDown],
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
