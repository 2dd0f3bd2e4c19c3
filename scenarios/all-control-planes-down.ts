import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { allControlPlanes } from "kind-chaos/targets/all-control-planes";
import { apiDown } from "./support/api-down.ts";
import { applicationLanes } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Kills all three control planes for 20 s: workloads go on serving, everything comes back by itself, no pod is moved.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "node", "workload"],
  noCure: "all that could stand in is lost as well, and only another cluster would be left",
  lanes: [...controlPlaneLanes, ...applicationLanes],
  steps: [warmUp, { inject: nodeKill(allControlPlanes()), as: "all-down", for: "20s" }, { recover: "240s" }, coolDown],
  primary: ["outage-until-healed", "recovered-within"],
  guarantees: apiDown("all-down", "*/api/*", "180s"),
});
