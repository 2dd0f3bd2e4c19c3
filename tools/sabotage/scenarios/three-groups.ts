import { defineScenario } from "kind-chaos";
import library from "../../../scenarios/more-control-planes-are-not-faster.ts";

export default defineScenario({
  ...library,
  summary: "Writes to etcd of one, three and five members side by side, for half a minute.",
  tags: [],
  steps: [{ hold: "30s", reason: "nothing is broken; writes to all three groups are timed" }],
});
