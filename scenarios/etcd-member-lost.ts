import { defineScenario } from "kind-chaos";
import { etcdMemberLost } from "kind-chaos/faults/etcd-member-lost";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses an etcd follower with all its data for good: the others go on, and a new member takes its place without having been asked to vote before it has caught up.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "disaster"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    { inject: etcdMemberLost(etcdFollower({ avoidReusedConnections: true })), as: "lost", for: "20s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["max-outage", "ejected-within", "recovered-within"],
  guarantees: [
    noFailures({ lanes: "*/api/reused", during: "lost" }),
    maxOutage({ lanes: "*/api/*", during: "lost", limit: "2s" }),
    ejectedWithin({ lanes: "*/api/new", during: "lost", limit: { derived: "load-balancer-ejection" } }),
    recoveredWithin({ during: "lost", limit: "120s" }),
    ...safety,
  ],
});
