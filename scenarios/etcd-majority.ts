import { componentStop } from "../src/faults/component-stop.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../src/guarantees/workload-unaffected.ts";
import { writesRefused } from "../src/guarantees/writes-refused.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { majority } from "../src/targets/roles/majority.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses two etcd members of three for 20 s: no write and no quorum read may be acknowledged; workloads go on, and after that all does by itself.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum"],
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [
    warmUp,
    {
      inject: componentStop("etcd", majority("included", { avoidReusedConnections: true })),
      as: "majority-down",
      for: "20s",
    },
    { recover: "180s" },
    coolDown,
  ],
  guarantees: [
    writesRefused({ during: "majority-down" }),
    maxOutage({ lanes: "cached-read/api/reused", during: "majority-down", limit: "2s" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during: "majority-down",
      limit: "2s",
      errorRate: 0.05,
    }),
    recoveredWithin({ during: "majority-down", limit: "120s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
