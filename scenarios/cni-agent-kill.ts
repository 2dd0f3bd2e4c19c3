import { defineScenario } from "kind-chaos";
import { servedWithin } from "kind-chaos/guarantees/served-within";
import { agentDead } from "./support/agent-dead.ts";

export default defineScenario({
  summary:
    "Keeps the agent of a worker's pod network dead for 40 s: pods go on, and new ones start there too, with what the agent had set up.",
  ...agentDead("cni", (lanes) => [servedWithin({ after: "scale", lanes: [...lanes], limit: "20s" })]),
});
