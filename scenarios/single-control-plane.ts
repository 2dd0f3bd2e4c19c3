import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { apiDown } from "./support/api-down.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary: "Kills the only control plane for 15 s: shows the single point of failure; workloads go on.",
  topology: "single",
  profile: "stock",
  tags: ["control-plane", "node", "single-point-of-failure"],
  cure: "control-plane-kill",
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [warmUp, { inject: nodeKill(controlPlane(1)), as: "kill", for: "15s" }, { recover: "180s" }, coolDown],
  primary: ["outage-until-healed", "workload-unaffected", "recovered-within"],
  guarantees: apiDown("kill", ["*/api/*", "readyz/control-plane/*", "etcd-status/control-plane/*"], "120s"),
});
