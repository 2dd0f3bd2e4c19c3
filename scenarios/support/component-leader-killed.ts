import type { Scenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { failoverWithin } from "kind-chaos/guarantees/failover-within";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { lease } from "kind-chaos/operations/lease";
import { scaleDeployment } from "kind-chaos/procedures/scale-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { applicationLanes } from "./application-lanes.ts";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/**
 * The process of a component that is elected by a lease is killed where it leads, and a Deployment scaled before
 * another has taken over.
 */
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
    primary: ["failover-within", "served-within"],
    guarantees: [
      failoverWithin({ component, during: "kill" }),
      servedWithin({ after: "scale", limit: { derived: `${component}-takeover`, plus: "20s" } }),
      noFailures({ lanes: "*/api/*", during: "kill" }),
      recoveredWithin({ during: "kill", limit: "60s" }),
      ...safety,
    ],
  };
}
