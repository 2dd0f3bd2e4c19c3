import { processKill } from "../src/faults/process-kill.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxDegradation } from "../src/guarantees/max-degradation.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noOutage } from "../src/guarantees/no-outage.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills one API server of three: the API stays available, the load balancer finds out, watches lose nothing.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "api-server"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    calmFirst,
    { inject: processKill("kube-apiserver", { role: "lane", lane: "write/lb/reused" }), as: "kill" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    noOutage({ lanes: "*/lb/*", during: "kill", limit: "1s" }),
    maxOutage({ lanes: "*/lb/reused", during: "kill", limit: "3s" }),
    ejectedWithin({ lanes: "*/lb/new", during: "kill", limit: { bound: "load-balancer-ejection" } }),
    maxDegradation({ lanes: "*/lb/new", during: "kill", limit: { bound: "load-balancer-ejection", plus: "4s" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
