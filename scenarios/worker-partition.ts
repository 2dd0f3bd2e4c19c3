import { nodePartition } from "../src/faults/node-partition.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { workerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Cuts a worker with one of three replicas from everybody for 60 s: it goes on unseen; the others serve, and it is replaced within the sum of the settings.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "network", "rescheduling"],
  lanes: reschedulingLanes,
  steps: [
    calmFirst,
    { inject: nodePartition({ role: "worker", index: 1 }, { direction: "both", peers: "all" }), as: "cut", for: "60s" },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: workerLost("cut", ["worker2", "worker3"]),
});
