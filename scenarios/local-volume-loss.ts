import { nodeOutOfService } from "../src/faults/node-out-of-service.ts";
import { atMostOnePod } from "../src/guarantees/at-most-one-pod.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { outageUntilHealed } from "../src/guarantees/outage-until-healed.ts";
import { pinnedByVolume } from "../src/guarantees/pinned-by-volume.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { servedWithin } from "../src/guarantees/served-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { worker } from "../src/targets/roles/worker.ts";
import { warmUp } from "./support/holds.ts";
import { reschedulingLanes, storeLanes } from "./support/rescheduling-lanes.ts";

export default defineScenario({
  summary:
    "Kills the worker with an application's data and declares it out of service: its pod is Pending until the node returns, and its data is whole.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "storage", "single-point-of-failure"],
  lanes: [...reschedulingLanes, ...storeLanes],
  steps: [
    warmUp,
    { inject: nodeOutOfService(worker(1)), as: "node-lost", for: "60s" },
    { recover: "180s" },
    { hold: "10s", reason: "calm after the last fault" },
  ],
  guarantees: [
    pinnedByVolume({ during: "node-lost", limit: "90s" }),
    outageUntilHealed({
      lanes: ["store-write/worker2/new", "store-write/worker3/new"],
      during: "node-lost",
      limit: "90s",
    }),
    noLostWrites({ through: "store" }),
    atMostOnePod(),
    servedWithin({
      after: "node-lost",
      lanes: ["workload-http/worker2/new", "workload-http/worker3/new"],
      limit: { derived: "node-eviction", plus: "30s" },
    }),
    recoveredWithin({ during: "node-lost", limit: "120s" }),
    noLostWrites(),
  ],
});
