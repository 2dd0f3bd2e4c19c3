import { nodeKill } from "../../src/faults/node-kill.ts";
import { atMostOnePod } from "../../src/guarantees/at-most-one-pod.ts";
import { noLostWrites } from "../../src/guarantees/no-lost-writes.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { outageUntilReplaced } from "../../src/guarantees/outage-until-replaced.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { servedWithin } from "../../src/guarantees/served-within.ts";
import type { Scenario } from "../../src/model/scenario.ts";
import { worker } from "../../src/targets/roles/worker.ts";
import { newThrough } from "./application-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { reschedulingLanes } from "./rescheduling-lanes.ts";

const during = "worker-down";
const lanes = newThrough("worker2", "worker3");

/** The first worker is killed, and with it every replica there is: the application is away until others have started elsewhere. */
export function allReplicasLost(replicas: number): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "fast",
    tags: ["worker", "node", "rescheduling", "single-point-of-failure"],
    lanes: reschedulingLanes,
    workload: { replicas, placement: "first-worker" },
    steps: [warmUp, { inject: nodeKill(worker(1)), as: during, for: "60s" }, { recover: "180s" }, coolDown],
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
      noLostWrites(),
    ],
  };
}
