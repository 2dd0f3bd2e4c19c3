import { defineScenario } from "kind-chaos";
import { podPartition } from "kind-chaos/faults/pod-partition";
import { endpointsStable } from "kind-chaos/guarantees/endpoints-stable";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "./support/application-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

const others = newThrough("worker2", "worker3");

export default defineScenario({
  summary:
    "Cuts the pod network of a worker whose own connections live: nobody notices, the Service goes on sending there, and a third of requests is lost.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "network"],
  lanes: reschedulingLanes,
  steps: [warmUp, { inject: podPartition(worker(1)), as: "pods-cut", for: "40s" }, { recover: "120s" }, coolDown],
  primary: ["max-outage", "recovered-within"],
  guarantees: [
    endpointsStable({ during: "pods-cut" }),
    errorRate({ lanes: others, during: "pods-cut", atLeast: 0.2, atMost: 0.5 }),
    maxOutage({ lanes: others, during: "pods-cut", limit: "8s" }),
    noNeedlessEvictions(),
    recoveredWithin({ during: "pods-cut", limit: "60s" }),
    noLostWrites(),
  ],
});
