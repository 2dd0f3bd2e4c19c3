import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { write } from "kind-chaos/operations/write";
import { controlPlane } from "kind-chaos/targets/control-plane";

export default defineScenario({
  summary: "Goes through every phase that a run has, each as short as may be, so that a test can interrupt it there.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [write({ via: "api", connection: "reused" })],
  steps: [
    { hold: "2s", reason: "calm" },
    { inject: componentStop("kube-scheduler", controlPlane(2)), as: "scheduler-down", for: "2s" },
    { recover: "120s" },
    { hold: "1s", reason: "calm again" },
  ],
  guarantees: [noLostWrites()],
});
