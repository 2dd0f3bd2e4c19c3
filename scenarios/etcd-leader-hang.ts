import { processHang } from "../src/faults/process-hang.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Freezes the etcd leader for 15 s: the others elect a new one; the old one, woken up, must not answer out of its past.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    { inject: processHang("etcd", { role: "etcd-leader", reused: "elsewhere" }), as: "hang", for: "15s" },
    { recover: "120s" },
    calmAfter,
  ],
  guarantees: [
    noFailures({ lanes: "cached-read/lb/reused", during: "hang" }),
    maxOutage({ lanes: "write/lb/reused", during: "hang", limit: { bound: "etcd-election" } }),
    maxOutage({ lanes: "quorum-read/lb/reused", during: "hang", limit: { bound: "etcd-election" } }),
    leaderWithin({ during: "hang", limit: { bound: "etcd-election" } }),
    recoveredWithin({ during: "hang", limit: "60s" }),
    ...safety,
  ],
});
