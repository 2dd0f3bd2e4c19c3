import { defineScenario } from "kind-chaos";
import { allReplicasLost } from "./support/out-until-replaced.ts";

export default defineScenario({
  summary:
    "Kills the worker with an application's only replica: it is away for detection, toleration and start, whatever workers are left.",
  ...allReplicasLost(1),
});
