import { defineScenario } from "kind-chaos";
import { etcdQuotaExceeded } from "kind-chaos/faults/etcd-quota-exceeded";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Fills etcd up to its quota: writes are refused with an alarm, reads go on; compacted, defragmented and disarmed it works again.",
  topology: "small-etcd-quota",
  profile: "stock",
  tags: ["control-plane", "etcd", "storage"],
  lanes: controlPlaneLanes,
  steps: [warmUp, { inject: etcdQuotaExceeded(), as: "full", for: "10s" }, { recover: "180s" }, coolDown],
  primary: ["recovered-within"],
  guarantees: [
    writesRefused({ during: "full", lanes: "write/api/*" }),
    noFailures({ lanes: ["quorum-read/api/*", "cached-read/api/*"], during: "full" }),
    recoveredWithin({ during: "full", limit: "120s" }),
    ...safety,
  ],
});
