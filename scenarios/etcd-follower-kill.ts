import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
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
  primary: ["max-outage", "ejected-within"],
  guarantees: [
    noFailures({ lanes: "*/api/reused", during: "kill" }),
    maxOutage({ lanes: "*/api/*", during: "kill", limit: "2s" }),
    ejectedWithin({ lanes: "*/api/new", during: "kill", limit: { derived: "load-balancer-ejection" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
