import { nodeDrain } from "../src/faults/node-drain.ts";
import { atMostOnePod } from "../src/guarantees/at-most-one-pod.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { pdbRespected } from "../src/guarantees/pdb-respected.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
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
  guarantees: [
    pdbRespected({ during: "drain" }),
    noFailures({ lanes: "workload-http/*/reused", during: "drain" }),
    noFailures({ lanes: ["workload-http/*/new", "workload-dns/*/new"], during: "drain" }),
    atMostOnePod(),
    recoveredWithin({ during: "drain", limit: "60s" }),
    noLostWrites(),
  ],
});
