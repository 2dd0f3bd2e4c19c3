import { defineScenario } from "kind-chaos";
import { nodeStop } from "kind-chaos/faults/node-stop";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Restarts the control planes gracefully, one after another, each after the one before is whole again: the API is never fully out.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "maintenance"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: nodeStop(controlPlane(1)), as: "restart-1", for: "5s" },
    { recover: "180s" },
    { inject: nodeStop(controlPlane(2)), as: "restart-2", for: "5s" },
    { recover: "180s" },
    { inject: nodeStop(controlPlane(3)), as: "restart-3", for: "5s" },
    { recover: "180s" },
    coolDown,
  ],
  primary: [
    "recovered-within during restart-1",
    "recovered-within during restart-2",
    "recovered-within during restart-3",
  ],
  guarantees: [
    noOutage({ lanes: "*/api/*", during: "restart-1", limit: { derived: "etcd-election", plus: "2s" } }),
    recoveredWithin({ during: "restart-1", limit: "120s" }),
    noOutage({ lanes: "*/api/*", during: "restart-2", limit: { derived: "etcd-election", plus: "2s" } }),
    recoveredWithin({ during: "restart-2", limit: "120s" }),
    noOutage({ lanes: "*/api/*", during: "restart-3", limit: { derived: "etcd-election", plus: "2s" } }),
    recoveredWithin({ during: "restart-3", limit: "120s" }),
    ...safety,
  ],
});
