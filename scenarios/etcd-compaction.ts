import { defineScenario } from "kind-chaos";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { etcdCompact } from "kind-chaos/procedures/etcd-compact";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes, directWatches } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

const stall = { derived: "etcd-stall" } as const;

export default defineScenario({
  summary:
    "Makes 5,000 old versions in etcd and compacts them away while writes go on: nobody waits, who watches from before is told so with 410, and every stream that lives misses nothing.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "maintenance"],
  lanes: [...controlPlaneLanes, quorumRead({ via: "each-api-server", connection: "reused", hz: 5 }), ...directWatches],
  steps: [
    warmUp,
    { perform: etcdCompact(controlPlane(1)), as: "compacted" },
    { hold: "10s", reason: "what a compaction leaves behind, if it does" },
    coolDown,
  ],
  primary: ["no-outage", "max-outage"],
  guarantees: [
    noOutage({ lanes: "write/api/*", during: "whole-run", limit: stall }),
    // One that could cost the lead is one too long.
    maxOutage({ lanes: ["write/*/*", "quorum-read/*/*"], during: "whole-run", limit: stall }),
    electionsAtMost({ during: "whole-run", atMost: 0 }),
    ...safety,
  ],
});
