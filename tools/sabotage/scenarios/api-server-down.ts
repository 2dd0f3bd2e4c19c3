import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { availabilityAt } from "kind-chaos/guarantees/availability-at";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "../../../scenarios/support/control-plane-lanes.ts";
import { safety } from "../../../scenarios/support/safety.ts";

const during = "api-server-down";

export default defineScenario({
  summary: "Holds the first API server of three down for 20 s: the load balancer must take the others.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: controlPlaneLanes,
  steps: [
    { hold: "10s", reason: "calm before the fault" },
    { inject: componentStop("kube-apiserver", controlPlane(1)), as: during, for: "20s" },
    { recover: "40s" },
    { hold: "3s", reason: "calm after the fault" },
  ],
  guarantees: [
    maxOutage({ lanes: "*/api/*", during, limit: "2s" }),
    noOutage({ lanes: "*/api/new", during, limit: "2s" }),
    noFailures({ lanes: "readyz/control-plane2/*", during }),
    availabilityAt({ lanes: "cached-read/api/new", during: `${during}:held`, share: 0.5 }),
    errorRate({ lanes: "*/api/new", during, atMost: 0.4 }),
    maxDegradation({
      lanes: "*/api/new",
      during,
      limit: { derived: "load-balancer-ejection", plus: "4s" },
      errorRate: 0.8,
    }),
    ejectedWithin({ lanes: "*/api/new", during, limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    recoveredWithin({ during, limit: "40s" }),
    ...safety,
  ],
});
