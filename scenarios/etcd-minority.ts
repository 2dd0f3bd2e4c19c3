import { componentStop } from "../src/faults/component-stop.ts";
import { processKill } from "../src/faults/process-kill.ts";
import { ejectedWithin } from "../src/guarantees/ejected-within.ts";
import { leaderWithin } from "../src/guarantees/leader-within.ts";
import { maxOutage } from "../src/guarantees/max-outage.ts";
import { membersHealthy } from "../src/guarantees/members-healthy.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { oneLeader } from "../src/guarantees/one-leader.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { watchComplete } from "../src/guarantees/watch-complete.ts";
import { watchSilence } from "../src/guarantees/watch-silence.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { etcdFollower } from "../src/targets/roles/etcd-follower.ts";
import { etcdLeader } from "../src/targets/roles/etcd-leader.ts";
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
    { hold: "10s", reason: "calm before the first fault" },
    {
      inject: componentStop("etcd", etcdFollower({ avoidReusedConnections: true })),
      as: followerDown,
      for: "20s",
    },
    { recover: "120s" },
    { hold: "5s", reason: "calm between the faults" },
    { inject: processKill("etcd", etcdLeader({ avoidReusedConnections: true })), as: leaderKill },
    { recover: "120s" },
    { hold: "5s", reason: "calm after the last fault" },
  ],
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
