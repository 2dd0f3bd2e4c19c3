import { processKill } from "../src/faults/process-kill.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills the leader of three etcd members: writes wait for one election, and nothing acknowledged is lost.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    { inject: processKill("etcd", { role: "etcd-leader", reused: "elsewhere" }), as: "kill" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    noFailures({ lanes: "cached-read/lb/reused", during: "kill" }),
    maxOutage({ lanes: "write/lb/*", during: "kill", limit: { bound: "etcd-election" } }),
    maxOutage({ lanes: "quorum-read/lb/*", during: "kill", limit: { bound: "etcd-election" } }),
    leaderWithin({ during: "kill", limit: { bound: "etcd-election" } }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    ...safety,
  ],
});
