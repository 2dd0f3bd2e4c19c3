import { atMostOnePod } from "../../src/guarantees/at-most-one-pod.ts";
import { maxDegradation } from "../../src/guarantees/max-degradation.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import { noLostWrites } from "../../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { observersComplete } from "../../src/guarantees/observers-complete.ts";
import { pinnedByVolume } from "../../src/guarantees/pinned-by-volume.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { servedWithin } from "../../src/guarantees/served-within.ts";
import type { FaultSpec } from "../../src/model/fault.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { newThrough } from "./application-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { reschedulingLanes, storeLanes } from "./rescheduling-lanes.ts";

/**
 * What must hold when a node with one of three spread replicas is lost: through the other workers, a third of new connections may fail until the node is
 * noticed, and never all; the replica is replaced within the sum of the settings and the start of a pod; the node comes back without help.
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

/** The first worker is lost for a minute, in whatever way: long enough, with fast timings, for its replica to be replaced. */
export function firstWorkerLost(as: string, fault: FaultSpec, how: "node" | "network"): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "fast",
    tags: ["worker", how, "rescheduling"],
    lanes: [...reschedulingLanes, ...storeLanes],
    steps: [warmUp, { inject: fault, as, for: "60s" }, { recover: "180s" }, coolDown],
    guarantees: [
      ...workerLost(as, ["worker2", "worker3"]),
      pinnedByVolume({ during: as, limit: "90s" }),
      noLostWrites({ through: "store", as: "no-lost-writes of the store" }),
    ],
  };
}
