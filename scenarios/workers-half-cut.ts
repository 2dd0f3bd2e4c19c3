import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

/** As a program in the network of a worker goes: to the Service `kubernetes`, and by kube-proxy to one of three. */
const inside = "cached-read/in-cluster/new";

export default defineScenario({
  summary:
    "Cuts the workers from one API server of three for 40 s: nobody outside who asks the API notices, and a third of a worker's new connections to the API meets nobody until it is over.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["api-server", "network"],
  lanes: [...controlPlaneLanes, cachedRead({ via: "in-cluster", connection: "new", hz: 10, deadlineMs: 2_000 })],
  steps: [
    warmUp,
    {
      inject: nodePartition(controlPlane(3), { peers: "workers" }),
      as: "half-cut",
      for: "40s",
    },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["error-rate", "max-degradation"],
  guarantees: [
    // A Service has no checks: the API server is among its endpoints as long as it tells the others so. A third, and 13
    // points to either side: twice what chance leaves open of 400 attempts (6 points with 99 %).
    errorRate({ lanes: inside, during: "half-cut", atLeast: 0.2, atMost: 0.47 }),
    // Two of three are reached: that thirty in a row meet the third one happens once in 3^30.
    maxOutage({ lanes: inside, during: "half-cut", limit: "3s" }),
    // As long as it is held, and what is on its way then: nothing of it stays.
    maxDegradation({ lanes: inside, during: "half-cut", limit: "45s", errorRate: 0.6 }),
    noFailures({ lanes: ["*/api/*", "readyz/*/*"], during: "half-cut" }),
    noOutage({ lanes: "*/api/*", during: "half-cut", limit: "1s" }),
    recoveredWithin({ during: "half-cut", limit: "60s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
