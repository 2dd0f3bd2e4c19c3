// Run it: npx kind-chaos first-follower-kill. What it does, without doing it: npx kind-chaos plan first-follower-kill
import { defineScenario } from "kind-chaos";
import { processKill } from "kind-chaos/faults/process-kill";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { cachedRead } from "kind-chaos/operations/cached-read";
import { write } from "kind-chaos/operations/write";
import { etcdFollower } from "kind-chaos/targets/etcd-follower";

export default defineScenario({
  summary: "Kills a follower of three etcd members: reads and writes go on, and nothing is lost.",
  // A file of ./kind-configs, or a topology that kind-chaos brings: npx kind-chaos list topologies
  topology: "first-cluster",
  profile: "stock",
  tags: ["etcd"],
  // What is measured all the time, like a client that never rests.
  lanes: [write({ connection: "reused" }), cachedRead({ connection: "new" })],
  steps: [
    { hold: "10s", reason: "warm-up before the fault" },
    { inject: processKill("etcd", etcdFollower()), as: "kill" },
    { recover: "120s" },
    { hold: "5s", reason: "rest after the fault" },
  ],
  // What must hold. The lanes are operation/way/connection; the limit is a promise of yours.
  guarantees: [
    maxOutage({ lanes: "*/api/*", during: "kill", limit: "4s" }),
    recoveredWithin({ during: "kill", limit: "60s" }),
    noLostWrites(),
  ],
});
