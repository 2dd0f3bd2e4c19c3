import { defineScenario } from "kind-chaos";
import { nodeDrain } from "kind-chaos/faults/node-drain";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pdbRespected } from "kind-chaos/guarantees/pdb-respected";
import { worker } from "kind-chaos/targets/worker";
import { reschedulingLanes } from "../../../scenarios/support/rescheduling-lanes.ts";

export default defineScenario({
  summary: "Drains the worker with all four replicas: one after the other, and no request fails.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: reschedulingLanes,
  workload: { replicas: 4, placement: "first-worker" },
  steps: [
    { hold: "8s", reason: "calm before the drain" },
    { inject: nodeDrain(worker(1)), as: "drain", for: "10s" },
    { recover: "120s" },
    { hold: "3s", reason: "calm after the drain" },
  ],
  guarantees: [
    pdbRespected({ during: "drain" }),
    noFailures({ lanes: ["workload-http/*/new", "workload-dns/*/new"], during: "drain" }),
    observersComplete(),
  ],
});
