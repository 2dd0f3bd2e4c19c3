import { defineScenario } from "kind-chaos";
import { nodeOutOfService } from "kind-chaos/faults/node-out-of-service";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { pinnedByVolume } from "kind-chaos/guarantees/pinned-by-volume";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { worker } from "kind-chaos/targets/worker";
import { warmUp } from "./support/holds.ts";
import { reschedulingLanes, storeLanes } from "./support/rescheduling-lanes.ts";
import { dataBack, nodesSteady } from "./support/restart-limits.ts";

export default defineScenario({
  summary:
    "Kills the worker with an application's data and declares it out of service: its pod is Pending until the node returns, and its data is whole.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "storage", "single-point-of-failure"],
  cure: "replicated-data",
  lanes: [...reschedulingLanes, ...storeLanes],
  steps: [
    warmUp,
    { inject: nodeOutOfService(worker(1)), as: "node-lost", for: "60s" },
    { recover: "180s" },
    { hold: "10s", reason: "rest after the last fault" },
  ],
  primary: ["outage-until-healed", "served-within"],
  guarantees: [
    pinnedByVolume({ during: "node-lost", limit: dataBack }),
    outageUntilHealed({
      lanes: ["store-write/worker2/new", "store-write/worker3/new"],
      during: "node-lost",
      limit: dataBack,
    }),
    noLostWrites({ through: "store", as: "no-lost-writes of the store" }),
    atMostOnePod(),
    servedWithin({
      after: "node-lost",
      lanes: ["workload-http/worker2/new", "workload-http/worker3/new"],
      limit: { derived: "node-eviction", plus: "30s" },
    }),
    recoveredWithin({ during: "node-lost", limit: nodesSteady }),
    observersComplete(),
    noLostWrites(),
  ],
});
