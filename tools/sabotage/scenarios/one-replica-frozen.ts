import { defineScenario } from "kind-chaos";
import frozen from "./worker-frozen.ts";

export default defineScenario({
  ...frozen,
  summary: "Freezes the worker that has the only replica, which the promises know nothing of.",
  workload: { replicas: 1, placement: "first-worker" },
});
