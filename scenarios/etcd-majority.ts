import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { majority } from "kind-chaos/targets/majority";
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
  primary: ["max-outage", "workload-unaffected", "recovered-within"],
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
