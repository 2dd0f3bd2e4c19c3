import { defineScenario } from "kind-chaos";
import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";
import { safety } from "../../../scenarios/support/safety.ts";

export default defineScenario({
  summary: "Breaks nothing: what is found was done by the sabotage.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: controlPlaneLanes,
  steps: [{ hold: "20s", reason: "nothing is broken by the harness" }],
  guarantees: [...safety],
});
