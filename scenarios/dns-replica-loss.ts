import { nodeKill } from "../src/faults/node-kill.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { outageUntilReplaced } from "../src/guarantees/outage-until-replaced.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { dns } from "../src/targets/roles/dns.ts";
import { dnsLanes } from "./support/dns-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

export default defineScenario({
  summary:
    "Kills the node with both replicas of CoreDNS, as kubeadm places them: no name resolves anywhere in the cluster until they run elsewhere.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["dns", "node", "single-point-of-failure"],
  lanes: dnsLanes,
  steps: [warmUp, { inject: nodeKill(dns("all")), as: "dns-down", for: "60s" }, { recover: "180s" }, coolDown],
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
