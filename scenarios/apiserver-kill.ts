import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { lane } from "kind-chaos/targets/lane";
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
  primary: ["max-outage", "ejected-within", "max-degradation"],
  guarantees: [
    noOutage({ lanes: "*/api/*", during: "kill", limit: "1s" }),
    maxOutage({ lanes: "*/api/reused", during: "kill", limit: "3s" }),
    ejectedWithin({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection" } }),
    maxDegradation({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
