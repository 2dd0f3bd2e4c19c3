import { nodeKill } from "../src/faults/node-kill.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { controlPlaneLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Kills the control plane with the etcd leader, held down for 20 s: one election, then a third of new connections until the load balancer finds out.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "node"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    { inject: nodeKill({ role: "etcd-leader" }), as: "kill", for: "20s" },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: controlPlaneLost("kill"),
});
