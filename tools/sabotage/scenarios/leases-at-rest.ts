import { defineScenario } from "kind-chaos";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noEarlyExpiry } from "kind-chaos/guarantees/no-early-expiry";
import { etcdLease } from "kind-chaos/operations/etcd-lease";
import { etcdStatus } from "kind-chaos/operations/etcd-status";

export default defineScenario({
  summary: "Breaks nothing while leases of etcd are kept alive: what ends one was done by the sabotage.",
  topology: "ha-3cp-3w",
  profile: "stock",
  tags: [],
  lanes: [etcdLease({ hz: 5 }), etcdStatus({ via: "each-etcd-member", connection: "reused", hz: 5 })],
  steps: [{ hold: "20s", reason: "nothing is broken by the harness" }],
  guarantees: [noEarlyExpiry(), membersHealthy()],
});
