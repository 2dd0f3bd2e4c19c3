// Half an hour of probing, with faults near its end: npm run chaos -- bench/half-hour.ts, then node bench/run-figures.ts
import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { processKill } from "kind-chaos/faults/process-kill";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { oneLeader } from "kind-chaos/guarantees/one-leader";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { watchComplete } from "kind-chaos/guarantees/watch-complete";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "../scenarios/support/control-plane-lanes.ts";

export default defineScenario({
  summary:
    "Probes for half an hour; a follower is held down for five minutes of it, and the leader is killed near the end.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: controlPlaneLanes,
  steps: [
    { hold: "12m", reason: "warm-up before the first fault" },
    { inject: componentStop("etcd", etcdFollower()), as: "follower-down", for: "5m" },
    { recover: "120s" },
    { hold: "12m", reason: "rest between the faults" },
    { inject: processKill("etcd", etcdLeader()), as: "leader-kill" },
    { recover: "120s" },
    { hold: "10s", reason: "rest after the last fault" },
  ],
  guarantees: [
    maxOutage({ lanes: "*/api/new", during: "follower-down", limit: "2s" }),
    maxOutage({ lanes: "write/api/*", during: "leader-kill", limit: { derived: "etcd-election" } }),
    leaderWithin({ during: "leader-kill", limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: "leader-kill", limit: "60s" }),
    noLostWrites(),
    watchComplete({ limit: "60s" }),
    oneLeader(),
    membersHealthy(),
  ],
});
