import { nodeKill } from "../../../src/faults/node-kill.ts";
import { replicasScheduled } from "../../../src/guarantees/replicas-scheduled.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { watchPods } from "../../../src/probes/operations/watch-pods.ts";
import { workloadHttp } from "../../../src/probes/operations/workload-http.ts";
import { write } from "../../../src/probes/operations/write.ts";
import { workers } from "../../../src/targets/roles/workers.ts";

/** More than a third of what a node of this machine offers, which are all of its own processors, so that one node has no room for three. */
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
    { inject: nodeKill(workers(2)), as: "two-down", for: "50s" },
    { recover: "180s" },
  ],
  guarantees: [replicasScheduled({ during: "two-down", limit: { derived: "node-eviction", plus: "20s" } })],
});
