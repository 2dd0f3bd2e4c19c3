import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { write } from "kind-chaos/operations/write";
import { loadBalancer } from "kind-chaos/targets/load-balancer";

const during = "pause";

export default defineScenario({
  summary: "Freezes the load balancer for 6 s: the API through it is out, and back within 10 s.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [
    quorumRead({ via: "api", connection: "new", hz: 5 }),
    cachedRead({ via: "api", connection: "new", hz: 5 }),
    write({ via: "api", connection: "reused", hz: 5 }),
  ],
  steps: [
    { hold: "5s", reason: "calm before the fault" },
    { inject: nodePause(loadBalancer()), as: during, for: "6s" },
    { recover: "15s" },
  ],
  guarantees: [
    outageUntilHealed({ lanes: "*/api/*", during, limit: "10s" }),
    recoveredWithin({ during, limit: "10s" }),
  ],
});
