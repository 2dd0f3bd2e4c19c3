import { defineScenario } from "kind-chaos";
import { processPause } from "kind-chaos/faults/process-pause";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Freezes one API server of three for 30 s: it accepts connections and answers nothing, until the load balancer sends nobody there.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "api-server"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    {
      inject: processPause("kube-apiserver", controlPlane(2, { avoidReusedConnections: true })),
      as: "hang",
      for: "30s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["ejected-within", "max-degradation"],
  guarantees: [
    noOutage({ lanes: "*/api/*", during: "hang", limit: "1s" }),
    noFailures({ lanes: "*/api/reused", during: "hang" }),
    ejectedWithin({ lanes: "*/api/new", during: "hang", limit: { derived: "load-balancer-ejection" } }),
    maxDegradation({
      lanes: "*/api/new",
      during: "hang",
      limit: { derived: "load-balancer-ejection", plus: "4s" },
      errorRate: 0.6,
    }),
    recoveredWithin({ during: "hang", limit: "60s" }),
    ...safety,
  ],
});
