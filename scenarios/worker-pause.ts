import { nodePause } from "../src/faults/node-pause.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { workerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Freezes a worker with one of three replicas for 60 s: the others serve, and the lost one is replaced within the sum of the settings.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "node", "rescheduling"],
  lanes: reschedulingLanes,
  steps: [
    calmFirst,
    { inject: nodePause({ role: "worker", index: 1 }), as: "pause", for: "60s" },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: workerLost("pause", ["worker2", "worker3"]),
});
