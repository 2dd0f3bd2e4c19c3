import { nodePause } from "../src/faults/node-pause.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Freezes a worker with one of three replicas for 60 s: the others serve, and the lost one is replaced within the sum of the settings.",
  ...firstWorkerLost("pause", nodePause(worker(1)), "node"),
});
