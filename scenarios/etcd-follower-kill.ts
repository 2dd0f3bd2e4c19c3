import { processKill } from "../src/faults/process-kill.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills a follower of three etcd members: nothing but the API server beside it may notice.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    calmFirst,
    { inject: processKill("etcd", { role: "etcd-follower", reused: "elsewhere" }), as: "kill" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    noFailures({ lanes: "*/lb/reused", during: "kill" }),
    maxOutage({ lanes: "*/lb/*", during: "kill", limit: "2s" }),
    ejectedWithin({ lanes: "*/lb/new", during: "kill", limit: { bound: "load-balancer-ejection" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
