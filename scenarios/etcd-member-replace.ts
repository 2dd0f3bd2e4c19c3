import { defineScenario } from "kind-chaos";
import { electionsAtMost } from "kind-chaos/guarantees/elections-at-most";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { etcdMemberReplace } from "kind-chaos/procedures/etcd-member-replace";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Replaces two etcd members one after the other, a follower and the leader, while writes go on: removed, added without a vote, given one when it has caught up.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "maintenance"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    { perform: etcdMemberReplace(etcdFollower({ avoidReusedConnections: true })), as: "follower-replaced" },
    { hold: "15s", reason: "the API server beside the new member is used again" },
    { perform: etcdMemberReplace(etcdLeader({ avoidReusedConnections: true })), as: "leader-replaced" },
    { hold: "15s", reason: "the API server beside the new member is used again" },
    coolDown,
  ],
  primary: ["no-outage write/api/*", "elections-at-most"],
  guarantees: [
    // The lead is given away and not lost: a lost one would be missed for an election timeout before anybody is elected.
    noOutage({ lanes: "write/api/*", during: "whole-run", limit: { derived: "etcd-stall" } }),
    electionsAtMost({ during: "whole-run", atMost: 1 }),
    noOutage({ lanes: "cached-read/api/*", during: "whole-run", limit: "1s" }),
    noNeedlessEvictions(),
    ...safety,
  ],
});
