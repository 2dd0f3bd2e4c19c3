import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { loadBalancer } from "kind-chaos/targets/load-balancer";
import { loadBalancerLost } from "./support/load-balancer-lost.ts";

export default defineScenario({
  summary:
    "Freezes the load balancer for 10 s: the API through it is gone, direct API and workloads are not: a single point of failure, shown.",
  ...loadBalancerLost("pause", nodePause(loadBalancer()), "lb-freeze"),
});
