import { componentStop } from "../src/faults/component-stop.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxDegradation } from "../src/guarantees/max-degradation.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Holds one API server down for 30 s: how long, and to what share, the load balancer still sends new connections to it.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["load-balancer", "api-server"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    {
      inject: componentStop("kube-apiserver", { role: "control-plane", index: 3, reused: "elsewhere" }),
      as: "down",
      for: "30s",
    },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    ejectedWithin({ lanes: "*/lb/new", during: "down", limit: { bound: "load-balancer-ejection" } }),
    maxDegradation({ lanes: "*/lb/new", during: "down", limit: { bound: "load-balancer-ejection" }, failedShare: 0.7 }),
    noFailures({ lanes: "*/lb/reused", during: "down" }),
    recoveredWithin({ during: "down", limit: "60s" }),
    ...safety,
  ],
});
