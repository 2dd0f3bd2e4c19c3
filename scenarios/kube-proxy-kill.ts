import { defineScenario } from "kind-chaos";
import { newEndpointsWait } from "kind-chaos/guarantees/new-endpoints-wait";
import { agentDead } from "./support/agent-dead.ts";

export default defineScenario({
  summary:
    "Keeps a worker's kube-proxy dead for 40 s: Services go on there as they were, and new replicas are not reached through it until it returns.",
  ...agentDead("kube-proxy", (lanes) => [
    newEndpointsWait({ after: "scale", during: "agent-dead", lanes: [...lanes], limit: "45s" }),
  ]),
});
