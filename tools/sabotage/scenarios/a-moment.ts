import { defineScenario } from "kind-chaos";
import atRest from "./at-rest.ts";

export default defineScenario({
  ...atRest,
  summary: "Breaks nothing for a moment: afterwards the cluster stands.",
  steps: [{ hold: "2s", reason: "the cluster is to stand, no more" }],
});
