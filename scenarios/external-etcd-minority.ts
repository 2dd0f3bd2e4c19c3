import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills one external etcd member of three: unlike with stacked etcd no API server goes with it.",
  topology: "external-etcd",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "external-etcd"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: nodeKill(etcdFollower()), as: "follower-down", for: "20s" },
    { recover: "120s" },
    { inject: nodeKill(etcdLeader()), as: "leader-down", for: "20s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["max-outage write/api/* during leader-down", "leader-within"],
  guarantees: [
    noFailures({ lanes: "cached-read/api/*", during: "whole-run" }),
    maxOutage({ lanes: "*/api/*", during: "follower-down", limit: "2s" }),
    maxOutage({ lanes: "write/api/*", during: "leader-down", limit: { derived: "etcd-election" } }),
    leaderWithin({ during: "leader-down", limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: "leader-down", limit: "60s" }),
    ...safety,
  ],
});
