import { defineScenario } from "kind-chaos";
import { componentStop } from "kind-chaos/faults/component-stop";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { etcdMembers } from "kind-chaos/targets/etcd-members";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary: "Loses one etcd member of two for 20 s: two tolerate no more than one does, quorum is lost.",
  topology: "two-control-planes",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum", "even-members", "single-point-of-failure"],
  cure: "etcd-minority",
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: componentStop("etcd", etcdMembers(1, "excluded", { avoidReusedConnections: true })),
      as: "one-down",
      for: "20s",
    },
    { recover: "180s" },
    coolDown,
  ],
  primary: ["recovered-within"],
  guarantees: [
    writesRefused({ during: "one-down" }),
    recoveredWithin({ during: "one-down", limit: "120s" }),
    ...safety,
  ],
});
