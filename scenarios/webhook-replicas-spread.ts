import { defineScenario } from "kind-chaos";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { survivors, webhookAsked, webhookInstalled, webhookRemoved, workerDown } from "./support/webhook.ts";

export default defineScenario({
  summary:
    "Kills a worker with one replica of two of a webhook that fails closed and spares its own namespace: lost pods are replaced as without a webhook.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "node", "webhook", "rescheduling"],
  lanes: reschedulingLanes,
  workload: { replicas: 1, placement: "first-worker" },
  steps: [
    webhookInstalled({ replicas: 2, spares: true }),
    warmUp,
    { inject: workerDown, as: "worker-down", for: "60s", while: [webhookAsked] },
    { recover: "180s" },
    webhookRemoved,
    coolDown,
  ],
  primary: ["served-within", "recovered-within"],
  guarantees: [
    // As of single-replica: by then nobody asks the lost replica of the webhook any more, its node is NotReady.
    servedWithin({ after: "worker-down", lanes: survivors, limit: { derived: "node-eviction", plus: "20s" } }),
    noNeedlessEvictions(),
    atMostOnePod(),
    recoveredWithin({ during: "worker-down", limit: "120s" }),
    observersComplete(),
    noLostWrites(),
  ],
});
