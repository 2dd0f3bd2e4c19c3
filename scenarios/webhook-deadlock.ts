import { defineScenario } from "kind-chaos";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { outageUntilRepaired } from "kind-chaos/guarantees/outage-until-repaired";
import { bypassWebhook } from "kind-chaos/procedures/bypass-webhook";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { survivors, webhookInstalled, webhookRemoved, workerDown } from "./support/webhook.ts";

export default defineScenario({
  summary:
    "Kills the worker with the only replica of a webhook that fails closed: no pod can be made, its own included, until an operator bypasses it.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "node", "webhook", "single-point-of-failure"],
  cure: "webhook-replicas-spread",
  lanes: reschedulingLanes,
  workload: { replicas: 1, placement: "first-worker" },
  steps: [
    webhookInstalled({ replicas: 1, spares: false }),
    warmUp,
    { inject: workerDown, as: "worker-down", for: "60s" },
    { hold: "20s", reason: "the node is back, and no pod can be made" },
    { perform: bypassWebhook(controlPlane(1)), as: "bypass" },
    { recover: "180s" },
    webhookRemoved,
    coolDown,
  ],
  primary: ["outage-until-repaired"],
  guarantees: [
    // A ReplicaSet that is refused is tried again after twice the time (client-go: 5 ms to 1000 s): once pods are admitted,
    // its next try comes after at most as long as it was refused, about 70 s here; and a pod's start.
    outageUntilRepaired({ lanes: survivors, during: "worker-down", repair: "bypass", limit: "100s" }),
    noNeedlessEvictions(),
    atMostOnePod(),
    observersComplete(),
    noLostWrites(),
  ],
});
