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
    { hold: "10s", because: "calm before the first fault" },
    { inject: componentStop("etcd", { role: "etcd-follower", reused: "elsewhere" }), as: followerDown, for: "20s" },
    { recover: "120s" },
    { hold: "5s", because: "calm between the faults" },
    { inject: processKill("etcd", { role: "etcd-leader", reused: "elsewhere" }), as: leaderKill },
    { recover: "120s" },
    { hold: "5s", because: "calm after the last fault" },
  ],
  guarantees: [
    noFailures({ lanes: "cached-read/lb/reused", during: "whole-run" }),
    maxOutage({ lanes: "cached-read/lb/*", during: "whole-run", limit: "1s" }),
    maxOutage({ lanes: "*/lb/*", during: followerDown, limit: "2s" }),
    noFailures({ lanes: "*/lb/reused", during: followerDown }),
    ejectedWithin({ lanes: "*/lb/new", during: followerDown, limit: { bound: "load-balancer-ejection" } }),
    maxOutage({ lanes: "write/lb/*", during: leaderKill, limit: { bound: "etcd-election" } }),
    maxOutage({ lanes: "quorum-read/lb/*", during: leaderKill, limit: { bound: "etcd-election" } }),
    leaderWithin({ during: leaderKill, limit: { bound: "etcd-election" } }),
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
