import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { endpointsStable } from "kind-chaos/guarantees/endpoints-stable";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "../../../scenarios/support/application-lanes.ts";
import { reschedulingLanes } from "../../../scenarios/support/rescheduling-lanes.ts";

const during = "frozen";
const lanes = newThrough("worker2", "worker3");

export default defineScenario({
  summary:
    "Freezes the first of three workers for 20 s, less than a cluster takes to notice: two of three replicas serve.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: reschedulingLanes,
  steps: [
    { hold: "8s", reason: "calm before the fault" },
    { inject: nodePause(worker(1)), as: during, for: "20s" },
    { recover: "120s" },
    { hold: "3s", reason: "calm after the fault" },
  ],
  guarantees: [
    maxOutage({ lanes, during, limit: "6s" }),
    workloadUnaffected({ lanes, during: `${during}:held`, limit: "6s", errorRate: 0.6 }),
    endpointsStable({ during }),
    noNeedlessEvictions(),
    atMostOnePod(),
    observersComplete(),
    noLostWrites(),
  ],
});
