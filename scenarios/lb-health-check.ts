import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Holds one API server down for 30 s: how long, and to what share, the load balancer still sends new connections to it.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["load-balancer", "api-server"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: componentStop("kube-apiserver", controlPlane(3, { avoidReusedConnections: true })),
      as: "down",
      for: "30s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["ejected-within", "max-degradation"],
  guarantees: [
    ejectedWithin({ lanes: "*/api/new", during: "down", limit: { derived: "load-balancer-ejection" } }),
    maxDegradation({
      lanes: "*/api/new",
      during: "down",
      limit: { derived: "load-balancer-ejection" },
      errorRate: 0.7,
    }),
    noFailures({ lanes: "*/api/reused", during: "down" }),
    recoveredWithin({ during: "down", limit: "60s" }),
    ...safety,
  ],
});
