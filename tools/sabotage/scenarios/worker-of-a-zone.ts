import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { spreadRestored } from "kind-chaos/guarantees/spread-restored";
import { watchPods } from "kind-chaos/operations/watch-pods";
import { workloadHttp } from "kind-chaos/operations/workload-http";
import { write } from "kind-chaos/operations/write";
import { restartDeployment } from "kind-chaos/procedures/restart-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { worker } from "kind-chaos/targets/worker";

export default defineScenario({
  summary: "Kills the worker of a zone for 8 s; a restart spreads the replicas over all three zones again.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: [],
  lanes: [
    workloadHttp({ via: "each-worker", connection: "new", hz: 5 }),
    write({ via: "api", connection: "reused" }),
    watchPods(),
  ],
  steps: [
    { hold: "5s", reason: "calm before the fault" },
    { inject: nodeKill(worker(2)), as: "zone-down", for: "8s" },
    { recover: "120s" },
    { perform: restartDeployment("workload", controlPlane(1)), as: "restart" },
  ],
  guarantees: [spreadRestored({ over: "zones" })],
});
