import { defineScenario } from "kind-chaos";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { quorumRead } from "kind-chaos/operations/quorum-read";
import { etcdDefragment } from "kind-chaos/procedures/etcd-defragment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

const stall = { derived: "etcd-stall" } as const;

export default defineScenario({
  summary:
    "Defragments etcd's members one after another, the leader last, while writes go on: each stalls for as long as it writes its database anew, and no longer.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "maintenance"],
  lanes: [...controlPlaneLanes, quorumRead({ via: "each-api-server", connection: "reused", hz: 5 })],
  steps: [
    warmUp,
    { perform: etcdDefragment(controlPlane(1)), as: "defragmented" },
    { hold: "10s", reason: "what a stall leaves behind, if it does" },
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
