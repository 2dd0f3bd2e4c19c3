import { defineScenario } from "kind-chaos";
import { nodeDrain } from "kind-chaos/faults/node-drain";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pdbRespected } from "kind-chaos/guarantees/pdb-respected";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { worker } from "kind-chaos/targets/worker";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Drains a worker against a budget that allows no replica to go: the drain is refused, nothing is forced, nobody notices.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["worker", "maintenance"],
  cure: "node-drain",
  lanes: reschedulingLanes,
  workload: { maxUnavailable: 0 },
  steps: [
    warmUp,
    { inject: nodeDrain(worker(1), { blocked: true }), as: "drain", for: "5s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["recovered-within"],
  guarantees: [
    pdbRespected({ during: "drain" }),
    noNeedlessEvictions(),
    noFailures({ lanes: ["workload-http/*/*", "workload-dns/*/*"], during: "drain" }),
    recoveredWithin({ during: "drain", limit: "60s" }),
    observersComplete(),
    noLostWrites(),
  ],
});
