import { nodeDrain } from "../src/faults/node-drain.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../src/guarantees/no-needless-evictions.ts";
import { pdbRespected } from "../src/guarantees/pdb-respected.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Drains a worker against a budget that allows no replica to go: the drain is refused, nothing is forced, nobody notices.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "maintenance"],
  lanes: reschedulingLanes,
  workload: { maxUnavailable: 0 },
  steps: [
    warmUp,
    { inject: nodeDrain(worker(1), { blocked: true }), as: "drain", for: "5s" },
    { recover: "120s" },
    coolDown,
  ],
  guarantees: [
    pdbRespected({ during: "drain" }),
    noNeedlessEvictions(),
    noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "drain" }),
    recoveredWithin({ during: "drain", limit: "60s" }),
    noLostWrites(),
  ],
});
