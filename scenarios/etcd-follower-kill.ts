import { processKill } from "../src/faults/process-kill.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdFollower } from "../src/targets/roles/etcd-follower.ts";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills a follower of three etcd members: nothing but the API server beside it may notice.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    { inject: processKill("etcd", etcdFollower({ avoidReusedConnections: true })), as: "kill" },
    { recover: "120s" },
    coolDown,
  ],
  guarantees: [
    noFailures({ lanes: "*/api/reused", during: "kill" }),
    maxOutage({ lanes: "*/api/*", during: "kill", limit: "2s" }),
    ejectedWithin({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
