import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { maxDegradation } from "kind-chaos/guarantees/max-degradation";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { restartDeployment } from "kind-chaos/procedures/restart-deployment";
import { controlPlane } from "kind-chaos/targets/control-plane";
import { dns } from "kind-chaos/targets/dns";
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
  primary: ["max-degradation", "recovered-within"],
  guarantees: [
    noOutage({ lanes, during: "one-down", limit: "2s" }),
    maxDegradation({ lanes, during: "one-down", limit: { derived: "node-not-ready", plus: "5s" }, errorRate: 0.85 }),
    recoveredWithin({ during: "one-down", limit: "120s" }),
    noLostWrites(),
  ],
});
