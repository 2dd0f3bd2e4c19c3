import { defineScenario } from "kind-chaos";
import { componentLeaderKilled } from "./support/component-leader-killed.ts";

export default defineScenario({
  summary:
    "Kills the scheduler that leads: another takes over, and a Deployment scaled meanwhile is served afterwards.",
  ...componentLeaderKilled("scheduler"),
});
