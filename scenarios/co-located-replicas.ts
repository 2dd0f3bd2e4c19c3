import { defineScenario } from "kind-chaos";
import { allReplicasLost } from "./support/out-until-replaced.ts";

export default defineScenario({
  summary: "Kills the worker with all three replicas of an application: three on one node are no better than one.",
  ...allReplicasLost(3),
});
