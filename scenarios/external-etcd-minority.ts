import { nodeKill } from "../src/faults/node-kill.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdFollower } from "../src/targets/roles/etcd-follower.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
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
  guarantees: [
    noFailures({ lanes: "cached-read/api/*", during: "whole-run" }),
    maxOutage({ lanes: "*/api/*", during: "follower-down", limit: "2s" }),
    maxOutage({ lanes: "write/api/*", during: "leader-down", limit: { derived: "etcd-election" } }),
    leaderWithin({ during: "leader-down", limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: "leader-down", limit: "60s" }),
    ...safety,
  ],
});
