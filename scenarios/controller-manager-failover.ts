import { defineScenario } from "kind-chaos";
import { componentLeaderKilled } from "./support/component-leader-killed.ts";

export default defineScenario({
  summary:
    "Kills the controller manager that leads: another takes over, and a Deployment scaled meanwhile is served afterwards.",
  ...componentLeaderKilled("controller-manager"),
});
