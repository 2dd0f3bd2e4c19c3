import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { worker } from "kind-chaos/targets/worker";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Freezes a worker with one of three replicas for 60 s: the others serve, and the lost one is replaced within the sum of the settings.",
  ...firstWorkerLost("pause", nodePause(worker(1)), "node"),
});
