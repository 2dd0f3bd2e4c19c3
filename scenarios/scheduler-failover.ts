import { processKill } from "../src/faults/process-kill.ts";
import { failoverWithin } from "../src/guarantees/failover-within.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { lease } from "../src/probes/operations/lease.ts";
import { scaleDeployment } from "../src/procedures/scale-deployment.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Kills the scheduler that leads: another takes over, and a Deployment scaled meanwhile is served afterwards.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "leader-election"],
  lanes: [...controlPlaneLanes, ...applicationLanes, lease()],
  steps: [
    calmFirst,
    { inject: processKill("kube-scheduler", { role: "scheduler-leader" }), as: "kill" },
    { perform: scaleDeployment("workload", 4, { role: "control-plane", index: 1 }), as: "scale" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    failoverWithin({ component: "scheduler", during: "kill" }),
    noFailures({ lanes: "*/lb/*", during: "kill" }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
