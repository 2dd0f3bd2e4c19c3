import { defineScenario } from "kind-chaos";
import { nodeDrain } from "kind-chaos/faults/node-drain";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pdbRespected } from "kind-chaos/guarantees/pdb-respected";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Drains a worker with two of six replicas: never below the budget, and no request fails, on new and on reused connections.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "maintenance"],
  lanes: reschedulingLanes,
  workload: { replicas: 6 },
  steps: [warmUp, { inject: nodeDrain(worker(1)), as: "drain", for: "15s" }, { recover: "120s" }, coolDown],
  primary: ["recovered-within"],
  guarantees: [
    pdbRespected({ during: "drain" }),
    noFailures({ lanes: "workload-http/*/reused", during: "drain" }),
    noFailures({ lanes: ["workload-http/*/new", "workload-dns/*/new"], during: "drain" }),
    atMostOnePod(),
    recoveredWithin({ during: "drain", limit: "60s" }),
    observersComplete(),
    noLostWrites(),
  ],
});
