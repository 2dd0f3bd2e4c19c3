import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { outageUntilReplaced } from "kind-chaos/guarantees/outage-until-replaced";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { dns } from "kind-chaos/targets/dns";
import { dnsLanes } from "./support/dns-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Kills the node with both replicas of CoreDNS, as kubeadm places them: no name resolves anywhere in the cluster until they run elsewhere.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["dns", "node", "single-point-of-failure"],
  cure: "dns-replicas-spread",
  lanes: dnsLanes,
  steps: [warmUp, { inject: nodeKill(dns("all")), as: "dns-down", for: "60s" }, { recover: "180s" }, coolDown],
  primary: ["outage-until-replaced", "recovered-within"],
  guarantees: [
    outageUntilReplaced({
      lanes: ["cluster-dns/in-cluster/new", "workload-lookup/in-cluster/new"],
      during: "dns-down",
      limit: { derived: "node-eviction", plus: "40s" },
      preventedBy:
        "kubectl -n kube-system rollout restart deployment/coredns once all nodes have joined (dns-replicas-spread)",
    }),
    recoveredWithin({ during: "dns-down", limit: "120s" }),
    noLostWrites(),
  ],
});
