import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Cuts the workers from one API server of three for 40 s: nobody outside notices, no node is lost, and a third of pods' new connections to the API meets nobody until it is over.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["api-server", "network"],
  lanes: [...controlPlaneLanes, cachedRead({ via: "in-cluster", connection: "new", hz: 10, deadlineMs: 2_000 })],
  steps: [
    warmUp,
    {
      inject: nodePartition(controlPlane(3, { avoidReusedConnections: true }), { peers: "workers" }),
      as: "half-cut",
      for: "40s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["error-rate", "no-failures"],
  guarantees: [
    // A Service has no checks: the API server is among its endpoints as long as it tells the others so. A third, and 13
    // points to either side: twice what chance leaves open of 400 attempts (6 points with 99 %).
    errorRate({ lanes: "cached-read/in-cluster/new", during: "half-cut", atLeast: 0.2, atMost: 0.47 }),
    noFailures({ lanes: ["*/api/*", "readyz/*/*"], during: "half-cut" }),
    noOutage({ lanes: "*/api/*", during: "half-cut", limit: "1s" }),
    recoveredWithin({ during: "half-cut", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
