import { defineScenario } from "kind-chaos";
import { applicationWhole } from "kind-chaos/guarantees/application-whole";
import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";
import { safety } from "../../../scenarios/support/safety.ts";
import { ownNamespace } from "../means/own-namespace.ts";

export default defineScenario({
  summary: "Breaks nothing beside an application that was there before.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  workload: { namespace: ownNamespace },
  lanes: controlPlaneLanes,
  steps: [{ hold: "20s", reason: "nothing is broken by the harness" }],
  guarantees: [applicationWhole(), ...safety],
});
