import { defineScenario } from "kind-chaos";
import { allReplicasLost } from "./support/out-until-replaced.ts";

export default defineScenario({
  summary:
    "Three workers, one replica, one worker lost: puts the belief to the test that more workers keep applications up.",
  myth: {
    claim: "More workers make applications highly available.",
    truth:
      "with two of three workers left, an application of one replica was away until its node was given up; worker-kill shows that three spread replicas are not.",
  },
  ...allReplicasLost(1),
  tags: ["worker", "myth"],
});
