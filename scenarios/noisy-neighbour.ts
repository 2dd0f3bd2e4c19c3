import { defineScenario, type GuaranteeSpec } from "kind-chaos";
import { noisyClient } from "kind-chaos/faults/noisy-client";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { allControlPlanes } from "kind-chaos/targets/all-control-planes";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

/** More at once than the level of service accounts has places for; seldom enough to leave a small machine its CPU. */
const flood = { atOnce: 40, perSecond: 20, fills: true } as const;

export default defineScenario({
  summary:
    "Floods every API server with lists and writes of one client for 20 s, at the level of all service accounts, at that of the probes themselves, and at one of its own: nobody else is refused anything.",
  topology: "small-request-limit",
  profile: "stock",
  tags: ["control-plane", "api-server"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { inject: noisyClient(allControlPlanes(), flood), as: "noise", for: "20s" },
    { recover: "120s" },
    // The level of whoever is no service account and no node: the probes, as kubeadm's administrator.
    { inject: noisyClient(allControlPlanes(), { ...flood, level: "global-default" }), as: "same-level", for: "20s" },
    { recover: "120s" },
    // What an operator sets for a client that is known to be noisy.
    { inject: noisyClient(allControlPlanes(), { ...flood, level: "own" }), as: "fenced", for: "20s" },
    { recover: "120s" },
    coolDown,
  ],
  primary: ["no-failures */api/* during noise", "no-failures */api/* during same-level"],
  guarantees: [...["noise", "same-level", "fenced"].flatMap(keptForOthers), ...safety],
});

/** What priority and fairness keeps for others: places of other levels, and of one level turns between flows. */
function keptForOthers(during: string): readonly GuaranteeSpec[] {
  return [
    noFailures({ lanes: "*/api/*", during }),
    // Who waits for a turn is answered in up to 1 s: from one answer to the next one it may be a little more than that.
    maxOutage({ lanes: "*/api/*", during, limit: "2s" }),
    recoveredWithin({ during, limit: "60s" }),
  ];
}
