import { processKill } from "../src/faults/process-kill.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxDegradation } from "../src/guarantees/max-degradation.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noOutage } from "../src/guarantees/no-outage.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { lane } from "../src/targets/roles/lane.ts";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills one API server of three: the API stays available, the load balancer finds out, watches lose nothing.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "api-server"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    { inject: processKill("kube-apiserver", lane("write/api/reused")), as: "kill" },
    { recover: "120s" },
    coolDown,
  ],
  guarantees: [
    noOutage({ lanes: "*/api/*", during: "kill", limit: "1s" }),
    maxOutage({ lanes: "*/api/reused", during: "kill", limit: "3s" }),
    ejectedWithin({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection" } }),
    maxDegradation({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
