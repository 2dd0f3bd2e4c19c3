import { componentStop } from "../../../src/faults/component-stop.ts";
import { noLostWrites } from "../../../src/guarantees/no-lost-writes.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { write } from "../../../src/probes/operations/write.ts";
import { controlPlane } from "../../../src/targets/roles/control-plane.ts";

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
