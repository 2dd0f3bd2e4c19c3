import { defineScenario } from "kind-chaos";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { observersComplete } from "kind-chaos/guarantees/observers-complete";
import { secretRead } from "kind-chaos/operations/secret-read";
import { secretWrite } from "kind-chaos/operations/secret-write";
import { watchSecrets } from "kind-chaos/operations/watch-secrets";
import { encryptionKeyRotation } from "kind-chaos/procedures/encryption-key-rotation";
import { encryptionSwitchOff } from "kind-chaos/procedures/encryption-switch-off";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Switches encryption of secrets in etcd on, changes its key, and takes it back, while clients write a Secret through any API server and read it through each: a new key hinders nobody at any moment.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "api-server", "maintenance"],
  lanes: [
    ...controlPlaneLanes,
    ...directWatches,
    // A new connection each time, so that each API server in turn encrypts what all have to decrypt.
    secretWrite({ via: "api", connection: "new", hz: 5 }),
    secretRead({ via: "each-api-server", connection: "reused", hz: 5 }),
    watchSecrets({ via: "each-api-server" }),
  ],
  steps: [
    warmUp,
    { perform: encryptionKeyRotation(controlPlane(1)), as: "switched-on" },
    { hold: "10s", reason: "secrets are encrypted" },
    { perform: encryptionKeyRotation(controlPlane(1)), as: "rotated" },
    { hold: "10s", reason: "secrets are encrypted with another key" },
    { perform: encryptionSwitchOff(controlPlane(1)), as: "taken-back" },
    coolDown,
  ],
  primary: ["no-outage */api/*", "max-outage */api/*", "no-failures"],
  guarantees: [
    // API servers start anew one after another: clients that meet one of them find another.
    noOutage({ lanes: "*/api/*", during: "whole-run", limit: "1s" }),
    maxOutage({ lanes: "*/api/*", during: "whole-run", limit: { derived: "load-balancer-ejection" } }),
    // Nothing starts anew when a key is changed: who could not decrypt what another has written would fail here.
    noFailures({ lanes: ["secret-write/*/*", "secret-read/*/*"], during: "rotated" }),
    // One API server starts anew at a time, and whoever is there can decrypt.
    noOutage({ lanes: "secret-read/*/*", during: "whole-run", limit: "1s" }),
    // An API server that is started anew is back in some 20 s on two cores: three times that.
    maxOutage({ lanes: "secret-read/*/*", during: "whole-run", limit: "60s" }),
    observersComplete(),
    noNeedlessEvictions(),
    ...safety,
  ],
});
