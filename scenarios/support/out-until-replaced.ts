import type { Scenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { atMostOnePod } from "kind-chaos/guarantees/at-most-one-pod";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { outageUntilReplaced } from "kind-chaos/guarantees/outage-until-replaced";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "./application-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { reschedulingLanes } from "./rescheduling-lanes.ts";

const during = "worker-down";
const lanes = newThrough("worker2", "worker3");

/**
 * The first worker is killed, and with it every replica there is: the application is away until others have started
 * elsewhere.
 */
export function allReplicasLost(replicas: number): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "fast",
    tags: ["worker", "node", "rescheduling", "single-point-of-failure"],
    cure: "worker-kill",
    lanes: reschedulingLanes,
    workload: { replicas, placement: "first-worker" },
    steps: [warmUp, { inject: nodeKill(worker(1)), as: during, for: "60s" }, { recover: "180s" }, coolDown],
    primary: ["outage-until-replaced", "served-within"],
    guarantees: [
      outageUntilReplaced({
        lanes,
        during,
        limit: { derived: "node-eviction", plus: "20s" },
        preventedBy:
          replicas === 1 ? "two replicas or more, on different nodes" : "a topologySpreadConstraint over nodes",
      }),
      servedWithin({ after: during, lanes, limit: { derived: "node-eviction", plus: "20s" } }),
      noNeedlessEvictions(),
      atMostOnePod(),
      recoveredWithin({ during, limit: "120s" }),
      observersComplete(),
      noLostWrites(),
    ],
  };
}
