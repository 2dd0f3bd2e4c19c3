import { defineScenario } from "kind-chaos";
import { nodePause } from "kind-chaos/faults/node-pause";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { loadBalancer } from "kind-chaos/targets/load-balancer";

export default defineScenario({
  summary:
    "Freezes the load balancer for a time that is known, so that a test can hold the measured bounds against it.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [
    quorumRead({ via: "api", connection: "new" }),
    quorumRead({ via: "api", connection: "reused" }),
    cachedRead({ via: "api", connection: "http2" }),
  ],
  steps: [
    { hold: "3s", reason: "calm" },
    { inject: nodePause(loadBalancer()), as: "frozen", for: "6s" },
    { recover: "120s" },
    { hold: "2s", reason: "calm again" },
  ],
  guarantees: [maxOutage({ lanes: "*/api/*", during: "frozen", limit: "20s" })],
});
