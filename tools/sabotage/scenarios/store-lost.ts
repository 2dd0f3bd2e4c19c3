import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { pinnedByVolume } from "kind-chaos/guarantees/pinned-by-volume";
import { watchPods } from "kind-chaos/operations/watch-pods";
import { write } from "kind-chaos/operations/write";
import { worker } from "kind-chaos/targets/worker";
import { storeLanes } from "../../../scenarios/support/rescheduling-lanes.ts";

export default defineScenario({
  summary: "Kills the worker with a pod's data for 20 s: the pod waits for it.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: [],
  lanes: [...storeLanes, write({ via: "api", connection: "reused" }), watchPods()],
  steps: [
    { hold: "5s", reason: "calm before the fault" },
    { inject: nodeKill(worker(1)), as: "kill", for: "20s" },
    { recover: "60s" },
  ],
  guarantees: [pinnedByVolume({ during: "kill", limit: "90s" })],
});
