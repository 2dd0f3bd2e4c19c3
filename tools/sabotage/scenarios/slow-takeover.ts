import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { failoverWithin } from "kind-chaos/guarantees/failover-within";
import { lease } from "kind-chaos/operations/lease";

/** What a takeover takes at most with stock leases. */
const limit = "24s";

export default defineScenario({
  summary: "Kills the controller manager that leads: with stock leases another leads within 24 s.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [lease()],
  steps: [
    { hold: "6s", reason: "calm before the fault" },
    { inject: processKill("kube-controller-manager", { role: "controller-manager-leader" }), as: "kill" },
    { recover: "60s" },
    // The steady state knows nothing of leases. A lease of 120 s, and two looks at it: nobody leads later than that.
    { hold: "126s", reason: "the takeover, which the steady state does not wait for" },
  ],
  guarantees: [failoverWithin({ component: "controller-manager", during: "kill", limit })],
});
