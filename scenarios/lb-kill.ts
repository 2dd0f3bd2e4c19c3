import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { loadBalancer } from "kind-chaos/targets/load-balancer";
import { loadBalancerLost } from "./support/load-balancer-lost.ts";

export default defineScenario({
  summary:
    "Kills the load balancer for 10 s: the API through it is gone, direct API and workloads are not: a single point of failure, shown.",
  ...loadBalancerLost("kill", nodeKill(loadBalancer()), "lb-failover"),
});
