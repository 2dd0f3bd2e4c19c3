import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { replicasScheduled } from "kind-chaos/guarantees/replicas-scheduled";
import { watchPods } from "kind-chaos/operations/watch-pods";
import { workloadHttp } from "kind-chaos/operations/workload-http";
import { write } from "kind-chaos/operations/write";
import { workers } from "kind-chaos/targets/workers";

/**
 * More than a third of what a node of this machine offers, which are all of its own processors, so that one node has no
 * room for three.
 */
const cpu = `${Math.ceil((navigator.hardwareConcurrency * 1_000) / 3) + 50}m`;

export default defineScenario({
  summary: "Kills two of three workers whose replicas are too large for the third.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: [],
  lanes: [
    workloadHttp({ via: "each-worker", connection: "new", hz: 5 }),
    write({ via: "api", connection: "reused" }),
    watchPods(),
  ],
  workload: { cpu },
  steps: [
    { hold: "5s", reason: "calm" },
    { inject: nodeKill(workers(2)), as: "two-down", for: "40s" },
    { recover: "120s" },
  ],
  guarantees: [replicasScheduled({ during: "two-down", limit: { derived: "node-eviction", plus: "8s" } })],
});
