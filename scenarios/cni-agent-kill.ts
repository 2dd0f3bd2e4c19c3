import { servedWithin } from "../src/guarantees/served-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { agentDead } from "./support/agent-dead.ts";

export default defineScenario({
  summary:
    "Keeps the agent of a worker's pod network dead for 40 s: pods go on, and new ones start there too, with what the agent had set up.",
  ...agentDead("cni", (lanes) => [servedWithin({ after: "scale", lanes: [...lanes], limit: "20s" })]),
});
