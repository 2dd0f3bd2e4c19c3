import { etcdQuotaExceeded } from "../src/faults/etcd-quota-exceeded.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { writesRefused } from "../src/guarantees/writes-refused.ts";
import { defineScenario } from "../src/model/scenario.ts";
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
  guarantees: [
    writesRefused({ during: "full", lanes: "write/api/*" }),
    noFailures({ lanes: ["quorum-read/api/*", "cached-read/api/*"], during: "full" }),
    recoveredWithin({ during: "full", limit: "120s" }),
    ...safety,
  ],
});
