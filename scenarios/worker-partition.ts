import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { worker } from "kind-chaos/targets/worker";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Cuts a worker with one of three replicas from everybody for 60 s: it goes on unseen; the others serve, and it is replaced within the sum of the settings.",
  ...firstWorkerLost("cut", nodePartition(worker(1), { direction: "both", peers: "all" }), "network"),
});
