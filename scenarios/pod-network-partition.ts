import { podPartition } from "../src/faults/pod-partition.ts";
import { endpointsStable } from "../src/guarantees/endpoints-stable.ts";
import { errorRate } from "../src/guarantees/error-rate.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
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
  guarantees: [
    endpointsStable({ during: "pods-cut" }),
    errorRate({ lanes: others, during: "pods-cut", atLeast: 0.2, atMost: 0.5 }),
    maxOutage({ lanes: others, during: "pods-cut", limit: "8s" }),
    noNeedlessEvictions(),
    recoveredWithin({ during: "pods-cut", limit: "60s" }),
    noLostWrites(),
  ],
});
