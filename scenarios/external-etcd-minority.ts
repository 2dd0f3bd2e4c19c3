import { nodeKill } from "../src/faults/node-kill.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills one external etcd member of three: unlike with stacked etcd no API server goes with it.",
  topology: "external-etcd",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "external-etcd"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    { inject: nodeKill({ role: "etcd-follower" }), as: "follower-down", for: "20s" },
    { recover: "120s" },
    { inject: nodeKill({ role: "etcd-leader" }), as: "leader-down", for: "20s" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    noFailures({ lanes: "cached-read/lb/*", during: "whole-run" }),
    maxOutage({ lanes: "*/lb/*", during: "follower-down", limit: "2s" }),
    maxOutage({ lanes: "write/lb/*", during: "leader-down", limit: { bound: "etcd-election" } }),
    leaderWithin({ during: "leader-down", limit: { bound: "etcd-election" } }),
    recoveredWithin({ during: "leader-down", limit: "60s" }),
    ...safety,
  ],
});
