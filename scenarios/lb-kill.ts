import { nodeKill } from "../src/faults/node-kill.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { loadBalancer } from "../src/targets/roles/load-balancer.ts";
import { loadBalancerLost } from "./support/load-balancer-lost.ts";

export default defineScenario({
  summary:
    "Kills the load balancer for 10 s: the API through it is gone, direct API and workloads are not: a single point of failure, shown.",
  ...loadBalancerLost("kill", nodeKill(loadBalancer())),
});
