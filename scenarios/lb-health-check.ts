import { componentStop } from "../src/faults/component-stop.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxDegradation } from "../src/guarantees/max-degradation.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { controlPlane } from "../src/targets/roles/control-plane.ts";
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
