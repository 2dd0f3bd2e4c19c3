// Elections of etcd, measured as closely as its members tell: what bench/compare-elections.ts compares.
import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { etcdStatus } from "kind-chaos/operations/etcd-status";
import { write } from "kind-chaos/operations/write";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";

export default defineScenario({
  summary:
    "Holds the leader of three etcd members down, so that another one is elected; members are asked 20 times a second.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: ["control-plane", "etcd"],
  lanes: [
    etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 20 }),
    write({ via: "api", connection: "reused" }),
  ],
  steps: [
    { hold: "5s", reason: "warm-up" },
    { inject: componentStop("etcd", etcdLeader({ avoidReusedConnections: true })), as: "stop", for: "6s" },
    { recover: "120s" },
  ],
  primary: ["leader-within"],
  guarantees: [leaderWithin({ during: "stop", limit: { derived: "etcd-election" } }), noLostWrites(), membersHealthy()],
});
