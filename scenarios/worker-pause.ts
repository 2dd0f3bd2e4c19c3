import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Freezes a worker with one of three replicas for 60 s: the others serve, and the lost one is replaced within the sum of the settings.",
  ...firstWorkerLost("pause", nodePause({ role: "worker", index: 1 }), "node"),
});
