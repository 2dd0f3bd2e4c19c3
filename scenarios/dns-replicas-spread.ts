import { nodeKill } from "../src/faults/node-kill.ts";
import { maxDegradation } from "../src/guarantees/max-degradation.ts";
import { noLostWrites } from "../src/guarantees/no-lost-writes.ts";
import { noOutage } from "../src/guarantees/no-outage.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { restartDeployment } from "../src/procedures/restart-deployment.ts";
import { controlPlane } from "../src/targets/roles/control-plane.ts";
import { dns } from "../src/targets/roles/dns.ts";
import { dnsLanes } from "./support/dns-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";

const lanes = ["cluster-dns/in-cluster/new", "workload-lookup/in-cluster/new"];

export default defineScenario({
  summary:
    "Restarts CoreDNS, which spreads its replicas, and kills the node of one: half of the questions are lost until it is noticed, and never all.",
  topology: "ha-3cp-3w",
  profile: "fast",
  tags: ["dns", "node"],
  lanes: dnsLanes,
  steps: [
    { perform: restartDeployment("coredns", controlPlane(1), "kube-system"), as: "spread" },
    warmUp,
    { inject: nodeKill(dns("one")), as: "one-down", for: "40s" },
    { recover: "180s" },
    coolDown,
  ],
  guarantees: [
    noOutage({ lanes, during: "one-down", limit: "2s" }),
    maxDegradation({ lanes, during: "one-down", limit: { derived: "node-not-ready", plus: "5s" }, errorRate: 0.85 }),
    recoveredWithin({ during: "one-down", limit: "120s" }),
    noLostWrites(),
  ],
});
