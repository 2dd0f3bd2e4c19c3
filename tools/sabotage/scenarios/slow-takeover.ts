import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { failoverWithin } from "kind-chaos/guarantees/failover-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { lease } from "kind-chaos/operations/lease";
import { scaleDeployment } from "kind-chaos/procedures/scale-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { applicationLanes } from "../../../scenarios/support/application-lanes.ts";

/** What a takeover takes at most with stock leases. */
const limit = "24s";

export default defineScenario({
  summary: "Kills the controller manager that leads: with stock leases another leads within 24 s.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [...applicationLanes, lease()],
  steps: [
    { hold: "8s", reason: "calm before the fault" },
    { inject: processKill("kube-controller-manager", { role: "controller-manager-leader" }), as: "kill" },
    { perform: scaleDeployment("workload", 4, controlPlane(1)), as: "scale" },
    { recover: "120s" },
    { hold: "50s", reason: "the takeover, if it comes" },
  ],
  guarantees: [
    failoverWithin({ component: "controller-manager", during: "kill", limit }),
    servedWithin({ after: "scale", limit: "45s" }),
  ],
});
