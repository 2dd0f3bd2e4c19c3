import { nodePause } from "../src/faults/node-pause.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { controlPlaneLost } from "./support/control-plane-lost.ts";

export default defineScenario({
  summary:
    "Freezes the control plane with the etcd leader for 20 s: one election, then a third of new connections until the load balancer finds out.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "node"],
  lanes: controlPlaneLanes,
  steps: [
    calmFirst,
    { inject: nodePause({ role: "etcd-leader" }), as: "pause", for: "20s" },
    { recover: "180s" },
    calmAfter,
  ],
  guarantees: controlPlaneLost("pause"),
});
