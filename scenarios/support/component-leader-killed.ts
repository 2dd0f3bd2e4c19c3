import { processKill } from "../../src/faults/process-kill.ts";
import { failoverWithin } from "../../src/guarantees/failover-within.ts";
import { noFailures } from "../../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { servedWithin } from "../../src/guarantees/served-within.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { lease } from "../../src/probes/operations/lease.ts";
import { scaleDeployment } from "../../src/procedures/scale-deployment.ts";
import { controlPlane } from "../../src/targets/roles/control-plane.ts";
import { applicationLanes } from "./application-lanes.ts";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/** The process of a component that is elected by a lease is killed where it leads, and a Deployment scaled before another has taken over. */
export function componentLeaderKilled(component: "controller-manager" | "scheduler"): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "stock",
    tags: ["control-plane", "leader-election"],
    lanes: [...controlPlaneLanes, ...applicationLanes, lease()],
    steps: [
      warmUp,
      { inject: processKill(`kube-${component}`, { role: `${component}-leader` }), as: "kill" },
      { perform: scaleDeployment("workload", 4, controlPlane(1)), as: "scale" },
      { recover: "120s" },
      // The steady state knows nothing of leases: what waits for the takeover comes after it.
      { hold: "20s", reason: "the takeover, and the replica that waits for it" },
    ],
    guarantees: [
      failoverWithin({ component, during: "kill" }),
      servedWithin({ after: "scale", limit: { derived: `${component}-takeover`, plus: "20s" } }),
      noFailures({ lanes: "*/api/*", during: "kill" }),
      recoveredWithin({ during: "kill", limit: "60s" }),
      ...safety,
    ],
  };
}
