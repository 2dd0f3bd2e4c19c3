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
  summary:
    "Kills all three control planes for 20 s: workloads go on serving, everything comes back by itself, no pod is moved.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "node", "workload"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [
    calmFirst,
    { inject: nodeKill({ role: "all-control-planes" }), as: "all-down", for: "20s" },
    { recover: "240s" },
    calmAfter,
  ],
  guarantees: [
    outageUntilHealed({ lanes: "*/lb/*", during: "all-down", limit: "60s" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "all-down",
      limit: "2s",
      failedShare: 0.05,
    }),
    noNeedlessEvictions(),
    recoveredWithin({ during: "all-down", limit: "180s" }),
    ...safety,
  ],
});
