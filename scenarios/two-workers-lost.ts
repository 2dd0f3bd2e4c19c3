import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { replicasScheduled } from "kind-chaos/guarantees/replicas-scheduled";
import { workers } from "kind-chaos/targets/workers";
import { coolDown, warmUp } from "./support/holds.ts";
import { reschedulingLanes } from "./support/rescheduling-lanes.ts";
import { workerLost } from "./support/worker-lost.ts";

export default defineScenario({
  summary: "Kills two of three workers for 80 s: the one that is left serves, and must have room for all replicas.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["worker", "node", "rescheduling", "capacity"],
  lanes: reschedulingLanes,
  steps: [warmUp, { inject: nodeKill(workers(2)), as: "two-down", for: "80s" }, { recover: "180s" }, coolDown],
  primary: ["max-outage", "max-degradation", "served-within"],
  guarantees: [
    replicasScheduled({ during: "two-down", limit: { derived: "node-eviction", plus: "40s" } }),
    ...workerLost("two-down", ["worker3"]),
  ],
});
