import { defineScenario } from "kind-chaos";
import { peerDelay } from "kind-chaos/faults/peer-delay";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { allControlPlanes } from "kind-chaos/targets/all-control-planes";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Makes all that etcd members exchange 50 ms late each way for 30 s, as between distant sites: writes wait for a round trip more, and the lead is lost at most once, as connections are made anew.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "network"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    // A round trip of 100 ms, as long as a heartbeat: the most that stock settings are for (etcd's tuning guide: an
    // election timeout of ten round trips).
    { inject: peerDelay(allControlPlanes(), 50), as: "late", for: "30s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["no-outage", "recovered-within"],
  guarantees: [
    noFailures({ lanes: "cached-read/api/reused", during: "late" }),
    // Members connect anew when the delay begins: what was under way then may be lost, and the lead with it, once.
    noOutage({ lanes: "write/api/*", during: "late", limit: { derived: "etcd-election", plus: "2s" } }),
    electionsAtMost({ during: "late", atMost: 1 }),
    errorRate({ lanes: "*/api/reused", during: "late", atMost: 0.02, settle: "10s" }),
    recoveredWithin({ during: "late", limit: "60s" }),
    ...safety,
  ],
});
