import { etcdFill } from "../src/faults/etcd-quota-exceeded.ts";
import { noFailures } from "../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../src/guarantees/recovered-within.ts";
import { writesRefused } from "../src/guarantees/writes-refused.ts";
import { defineScenario } from "../src/model/scenario.ts";
import { calmAfter, calmFirst } from "./support/calm.ts";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Fills etcd up to its quota: writes are refused with an alarm, reads go on; compacted, defragmented and disarmed it works again.",
  topology: "small-etcd-quota",
  profile: "stock",
  tags: ["control-plane", "etcd", "storage"],
  lanes: controlPlaneLanes,
  steps: [calmFirst, { inject: etcdFill(), as: "full", for: "10s" }, { recover: "180s" }, calmAfter],
  guarantees: [
    writesRefused({ during: "full", lanes: "write/lb/*" }),
    noFailures({ lanes: ["quorum-read/lb/*", "cached-read/lb/*"], during: "full" }),
    recoveredWithin({ during: "full", limit: "120s" }),
    ...safety,
  ],
});
