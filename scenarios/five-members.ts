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
    "Loses two, then three etcd members of five: two are tolerated, three are not; that is what two more control planes are for.",
  topology: "five-control-planes",
  profile: "stock",
  tags: ["control-plane", "etcd", "quorum"],
  lanes: controlPlaneLanes,
  steps: [
    warmUp,
    {
      inject: componentStop("etcd", etcdMembers(2, "excluded", { avoidReusedConnections: true })),
      as: "two-down",
      for: "15s",
    },
    { recover: "180s" },
    {
      inject: componentStop("etcd", etcdMembers(3, "included", { avoidReusedConnections: true })),
      as: "three-down",
      for: "20s",
    },
    { recover: "240s" },
    coolDown,
  ],
  primary: ["recovered-within during two-down", "recovered-within during three-down"],
  guarantees: [
    noFailures({ lanes: "*/api/reused", during: "two-down" }),
    writesRefused({ during: "three-down" }),
    // What is asked of three and of four members, too: a manifest that is back is seen within 20 s (the kubelet's
    // --file-check-frequency), then a member starts, joins an election of at most four election timeouts, and API servers
    // that ended meanwhile begin anew. Three of five that come back on two cores start beside each other: half more.
    recoveredWithin({ during: "two-down", limit: "120s" }),
    recoveredWithin({ during: "three-down", limit: "180s" }),
    ...safety,
  ],
});
