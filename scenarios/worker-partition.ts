import { nodePartition } from "../src/faults/node-partition.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
import { firstWorkerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary:
    "Cuts a worker with one of three replicas from everybody for 60 s: it goes on unseen; the others serve, and it is replaced within the sum of the settings.",
  ...firstWorkerLost("cut", nodePartition(worker(1), { direction: "both", peers: "all" }), "network"),
});
