import { defineScenario } from "kind-chaos";
import { processPause } from "kind-chaos/faults/process-pause";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";
import { safety } from "../../../scenarios/support/safety.ts";

export default defineScenario({
  summary: "Stops one API server of three for 5 s: a fault whose own undo is over at once, also where it never was.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: controlPlaneLanes,
  steps: [
    { hold: "5s", reason: "calm before the fault" },
    { inject: processPause("kube-apiserver", controlPlane(2)), as: "hang", for: "5s" },
    { recover: "40s" },
  ],
  guarantees: [...safety],
});
