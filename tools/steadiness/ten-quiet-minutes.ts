import { defineScenario } from "kind-chaos";
import baseline from "../../scenarios/baseline.ts";

export default defineScenario({
  ...baseline,
  summary: "Breaks nothing for ten minutes and must find nothing.",
  steps: [{ hold: "10m", reason: "nothing is broken" }],
});
