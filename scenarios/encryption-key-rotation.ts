import { defineScenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { encryptionKeyRotation } from "kind-chaos/procedures/encryption-key-rotation";
import { encryptionSwitchOff } from "kind-chaos/procedures/encryption-switch-off";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Switches encryption of secrets in etcd on, changes its key, and takes it back, while clients read and write: each API server reads every secret at each step.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "api-server", "maintenance"],
  lanes: [...controlPlaneLanes, ...directWatches],
  steps: [
    warmUp,
    { perform: encryptionKeyRotation(controlPlane(1)), as: "switched-on" },
    { hold: "10s", reason: "secrets are encrypted" },
    { perform: encryptionKeyRotation(controlPlane(1)), as: "rotated" },
    { hold: "10s", reason: "secrets are encrypted with another key" },
    { perform: encryptionSwitchOff(controlPlane(1)), as: "taken-back" },
    coolDown,
  ],
  primary: ["no-outage", "max-outage"],
  guarantees: [
    // API servers start anew one after another: clients that meet one of them find another.
    noOutage({ lanes: "*/api/*", during: "whole-run", limit: "1s" }),
    maxOutage({ lanes: "*/api/*", during: "whole-run", limit: { derived: "load-balancer-ejection" } }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
