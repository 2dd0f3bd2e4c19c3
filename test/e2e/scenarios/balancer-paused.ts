import { nodePause } from "../../../src/faults/node-pause.ts";
import { maxOutage } from "../../../src/guarantees/max-outage.ts";
import { defineScenario } from "../../../src/model/scenario.ts";
import { cachedRead } from "../../../src/probes/operations/cached-read.ts";
import { quorumRead } from "../../../src/probes/operations/quorum-read.ts";
import { loadBalancer } from "../../../src/targets/roles/load-balancer.ts";

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
