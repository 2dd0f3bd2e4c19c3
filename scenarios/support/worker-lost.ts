import type { FaultSpec, GuaranteeSpec, Scenario } from "kind-chaos";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { pinnedByVolume } from "kind-chaos/guarantees/pinned-by-volume";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { newThrough } from "./application-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { reschedulingLanes, storeLanes } from "./rescheduling-lanes.ts";

/**
 * What must hold when a node with one of three spread replicas is lost: through the other workers, a third of new
 * connections may fail until the node is noticed, and never all; the replica is replaced within the sum of the settings
 * and the start of a pod; the node comes back without help.
 */
export function workerLost(during: string, survivors: readonly string[]): readonly GuaranteeSpec[] {
  const lanes = newThrough(...survivors);
  return [
    maxOutage({ lanes, during, limit: "5s" }),
    maxDegradation({ lanes, during, limit: { derived: "node-not-ready", plus: "5s" }, errorRate: 0.8 }),
    servedWithin({ after: during, lanes, limit: { derived: "node-eviction", plus: "30s" } }),
    noNeedlessEvictions(),
    atMostOnePod(),
    observersComplete(),
    recoveredWithin({ during, limit: "120s" }),
    noLostWrites(),
  ];
}

/**
 * The first worker is lost for a minute, in whatever way: long enough, with fast timings, for its replica to be
 * replaced.
 */
export function firstWorkerLost(as: string, fault: FaultSpec, how: "node" | "network"): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "fast",
    tags: ["worker", how, "rescheduling"],
    lanes: [...reschedulingLanes, ...storeLanes],
    steps: [warmUp, { inject: fault, as, for: "60s" }, { recover: "180s" }, coolDown],
    primary: ["max-outage", "max-degradation", "served-within"],
    guarantees: [
      ...workerLost(as, ["worker2", "worker3"]),
      pinnedByVolume({ during: as, limit: "90s" }),
      noLostWrites({ through: "store", as: "no-lost-writes of the store" }),
    ],
  };
}
