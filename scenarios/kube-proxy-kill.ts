import { newEndpointsWait } from "../src/guarantees/new-endpoints-wait.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { agentDead } from "./support/agent-dead.ts";

export default defineScenario({
  summary:
    "Keeps a worker's kube-proxy dead for 40 s: Services go on there as they were, and new replicas are not reached through it until it returns.",
  ...agentDead("kube-proxy", (lanes) => [
    newEndpointsWait({ after: "scale", during: "agent-dead", lanes: [...lanes], limit: "45s" }),
  ]),
});
