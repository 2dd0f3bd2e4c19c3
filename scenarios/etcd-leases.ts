import { defineScenario } from "kind-chaos";
import { nodePartition } from "kind-chaos/faults/node-partition";
import { processKill } from "kind-chaos/faults/process-kill";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noEarlyExpiry } from "kind-chaos/guarantees/no-early-expiry";
import { etcdLease } from "kind-chaos/operations/etcd-lease";
import { etcdStatus } from "kind-chaos/operations/etcd-status";
import { write } from "kind-chaos/operations/write";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Cuts the etcd leader off for longer than leases last, then kills the next: no lease that is kept alive may end.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: [
    etcdLease({ hz: 5 }),
    etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 }),
    write({ via: "api", connection: "reused", hz: 5 }),
  ],
  steps: [
    warmUp,
    // Back again it must not end the leases that it had not seen renewed: others renewed them at the new leader.
    { inject: nodePartition(etcdLeader(), { direction: "both", peers: "control-planes" }), as: "cut", for: "15s" },
    { recover: "120s" },
    { inject: processKill("etcd", etcdLeader()), as: "kill" },
    { recover: "120s" },
    coolDown,
  ],
  guarantees: [noEarlyExpiry(), membersHealthy()],
});
