import { defineScenario } from "kind-chaos";
import { nodeKill } from "kind-chaos/faults/node-kill";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { writesRefused } from "kind-chaos/guarantees/writes-refused";
import { etcdLeader } from "kind-chaos/targets/etcd-leader";
import { controlPlaneLanes } from "./support/control-plane-lanes.ts";
import { coolDown, warmUp } from "./support/holds.ts";
import { safety } from "./support/safety.ts";

export default defineScenario({
  summary:
    "Kills the one etcd member behind three API servers for 20 s: puts the belief to the test that more control planes are enough.",
  topology: "one-external-etcd",
  profile: "stock",
  tags: ["control-plane", "etcd", "external-etcd", "single-point-of-failure", "myth"],
  cure: "external-etcd-minority",
  myth: {
    claim: "Three control planes make the API highly available.",
    truth:
      "with one etcd member behind them, three API servers acknowledged nothing while it was gone; etcd-minority shows that three members do without one.",
  },
  lanes: controlPlaneLanes,
  steps: [warmUp, { inject: nodeKill(etcdLeader()), as: "etcd-down", for: "20s" }, { recover: "180s" }, coolDown],
  primary: ["outage-until-healed", "recovered-within"],
  guarantees: [
    writesRefused({ during: "etcd-down" }),
    outageUntilHealed({ lanes: ["write/api/*", "quorum-read/api/*"], during: "etcd-down", limit: "60s", settle: "1s" }),
    recoveredWithin({ during: "etcd-down", limit: "120s" }),
    ...safety,
  ],
});
