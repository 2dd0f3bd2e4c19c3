import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { etcdMembers } from "kind-chaos/targets/etcd-members";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Loses one, then two etcd members of four: one is tolerated, two are not; four tolerate no more than three do.",
  topology: "four-control-planes",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "even-members"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: componentStop("etcd", etcdMembers(1, "excluded", { avoidReusedConnections: true })),
      as: "one-down",
      for: "15s",
    },
    { recover: "180s" },
    {
      inject: componentStop("etcd", etcdMembers(2, "included", { avoidReusedConnections: true })),
      as: "two-down",
      for: "20s",
    },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["recovered-within during one-down", "recovered-within during two-down"],
  guarantees: [
    noFailures({ lanes: "*/api/reused", during: "one-down" }),
    writesRefused({ during: "two-down" }),
    recoveredWithin({ during: "one-down", limit: "120s" }),
    recoveredWithin({ during: "two-down", limit: "120s" }),
    ...safety,
  ],
});
