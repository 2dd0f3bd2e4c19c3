import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { processKill } from "kind-chaos/faults/process-kill";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { oneLeader } from "kind-chaos/guarantees/one-leader";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { watchComplete } from "kind-chaos/guarantees/watch-complete";
import { watchSilence } from "kind-chaos/guarantees/watch-silence";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";

const followerDown = "follower-down";
const leaderKill = "leader-kill";

export default defineScenario({
  summary: "Loses one etcd member of three: a follower held down for 20 s, then the leader killed; the API must go on.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum"],
  lanes: controlPlaneLanes,
  steps: [
    { hold: "10s", reason: "warm-up before the first fault" },
    {
      inject: componentStop("etcd", etcdFollower({ avoidReusedConnections: true })),
      as: followerDown,
      for: "20s",
    },
    { recover: "120s" },
    { hold: "5s", reason: "rest between the faults" },
    { inject: processKill("etcd", etcdLeader({ avoidReusedConnections: true })), as: leaderKill },
    { recover: "120s" },
    { hold: "5s", reason: "rest after the last fault" },
  ],
  primary: ["ejected-within", "max-outage write/api/* during leader-kill", "leader-within"],
  guarantees: [
    noFailures({ lanes: "cached-read/api/reused", during: "whole-run" }),
    maxOutage({ lanes: "cached-read/api/*", during: "whole-run", limit: "1s" }),
    maxOutage({ lanes: "*/api/*", during: followerDown, limit: "2s" }),
    noFailures({ lanes: "*/api/reused", during: followerDown }),
    ejectedWithin({ lanes: "*/api/new", during: followerDown, limit: { derived: "load-balancer-ejection" } }),
    maxOutage({ lanes: "write/api/*", during: leaderKill, limit: { derived: "etcd-election" } }),
    maxOutage({ lanes: "quorum-read/api/*", during: leaderKill, limit: { derived: "etcd-election" } }),
    leaderWithin({ during: leaderKill, limit: { derived: "etcd-election" } }),
    recoveredWithin({ during: followerDown, limit: "60s" }),
    recoveredWithin({ during: leaderKill, limit: "60s" }),
    noLostWrites(),
    // The API server whose etcd is down is silent, and then tells all.
    watchComplete({ limit: "60s" }),
    watchSilence({ lanes: "watch/api/*", limit: "10s" }),
    oneLeader(),
    membersHealthy(),
  ],
});
