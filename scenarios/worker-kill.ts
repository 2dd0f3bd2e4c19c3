import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { worker } from "kind-chaos/targets/worker";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Kills a worker with one of three replicas for 60 s: the others serve, and the lost one is replaced within the sum of the settings.",
  ...firstWorkerLost("kill", nodeKill(worker(1)), "node"),
});
