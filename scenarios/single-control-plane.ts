import { nodeKill } from "../src/faults/node-kill.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { outageUntilHealed } from "../src/guarantees/outage-until-healed.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../src/guarantees/workload-unaffected.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Kills the only control plane for 15 s: shows the single point of failure; workloads go on.",
  topology: "single",
  profile: "stock",
  tags: ["control-plane", "node", "single-point-of-failure"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [
    calmFirst,
    { inject: nodeKill({ role: "control-plane", index: 1 }), as: "kill", for: "15s" },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: [
    outageUntilHealed({ lanes: "*/api/*", during: "kill", limit: "60s" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "kill",
      limit: "2s",
      failedShare: 0.05,
    }),
    noNeedlessEvictions(),
    recoveredWithin({ during: "kill", limit: "120s" }),
    ...safety,
  ],
});
