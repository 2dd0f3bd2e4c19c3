import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { outageUntilReplaced } from "kind-chaos/guarantees/outage-until-replaced";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { worker } from "kind-chaos/targets/worker";
import { newThrough } from "../../../scenarios/support/application-lanes.ts";
import { reschedulingLanes } from "../../../scenarios/support/rescheduling-lanes.ts";

const during = "worker-down";
const lanes = newThrough("worker2", "worker3");
const limit = { derived: "node-eviction", plus: "12s" } as const;

export default defineScenario({
  summary: "Kills the worker with an application's only replica for 42 s: another worker takes it within 36 s.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: [],
  lanes: reschedulingLanes,
  workload: { replicas: 1, placement: "first-worker" },
  steps: [
    { hold: "6s", reason: "calm before the fault" },
    { inject: nodeKill(worker(1)), as: during, for: "42s" },
    { recover: "120s" },
  ],
  guarantees: [
    outageUntilReplaced({ lanes, during, limit, preventedBy: "two replicas or more, on different nodes" }),
    servedWithin({ after: during, lanes, limit }),
  ],
});
