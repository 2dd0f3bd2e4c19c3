import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { worker } from "kind-chaos/targets/worker";
import frozen from "./worker-frozen.ts";

export default defineScenario({
  ...frozen,
  summary:
    "Freezes the first of three workers for 6 s, all of it over before a kubelet that hangs meanwhile is noticed.",
  steps: [
    { hold: "5s", reason: "calm before the fault" },
    { inject: nodePause(worker(1)), as: "frozen", for: "6s" },
    { recover: "120s" },
  ],
});
