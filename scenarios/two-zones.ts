import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { errorRate } from "kind-chaos/guarantees/error-rate";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { zone } from "kind-chaos/targets/zone";
import { applicationLanes, newThrough } from "./support/application-lanes.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { nodesSteady, startedAgain } from "./support/restart-limits.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses one zone of two for 40 s, the one with two of three etcd members: no quorum, and half of an application's connections until it is back.",
  topology: "two-zones",
  profile: "fast",
  tags: ["zone", "node", "quorum", "single-point-of-failure"],
  cure: "zone-outage",
  lanes: [...controlPlaneLanes, ...applicationLanes],
  workload: { replicas: 2 },
  steps: [warmUp, { inject: nodeKill(zone("a")), as: "zone-down", for: "40s" }, { recover: "180s" }, coolDown],
  primary: ["outage-until-healed", "recovered-within"],
  guarantees: [
    writesRefused({ during: "zone-down" }),
    // The member that is left, where it led, gives up after an election timeout without the others (etcd's CheckQuorum):
    // 1 s, and as much for a busy machine.
    outageUntilHealed({
      lanes: ["write/api/*", "quorum-read/api/*"],
      during: "zone-down",
      limit: startedAgain,
      settle: "2s",
    }),
    // Nobody can take the lost replica out of the Service: one connection of two goes to it, as long as the zone is away.
    // A half, and 20 points to either side: three times what chance leaves open of 380 attempts (7 points with 99 %).
    errorRate({ lanes: newThrough("worker2"), during: "zone-down", atLeast: 0.3, atMost: 0.7 }),
    recoveredWithin({ during: "zone-down", limit: nodesSteady }),
    ...safety,
  ],
});
