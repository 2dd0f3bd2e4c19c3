import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Cuts the load balancer from one control plane of three for 30 s: that API server is well and answers whoever asks it directly; only its clients must go elsewhere.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["load-balancer", "network"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: nodePartition(controlPlane(3, { avoidReusedConnections: true }), { peers: "load-balancer" }),
      as: "half-cut",
      for: "30s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["ejected-within", "max-degradation"],
  guarantees: [
    noFailures({ lanes: ["*/api/reused", "readyz/*/*"], during: "half-cut" }),
    noOutage({ lanes: "*/api/*", during: "half-cut", limit: "1s" }),
    ejectedWithin({ lanes: "*/api/new", during: "half-cut", limit: { derived: "load-balancer-ejection" } }),
    maxDegradation({
      lanes: "*/api/new",
      during: "half-cut",
      limit: { derived: "load-balancer-ejection", plus: "4s" },
      errorRate: 0.6,
    }),
    recoveredWithin({ during: "half-cut", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
