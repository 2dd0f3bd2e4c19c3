import type { FaultSpec, GuaranteeSpec, Scenario } from "kind-chaos";
import { ejectedWithin } from "kind-chaos/guarantees/ejected-within";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { noOutage } from "kind-chaos/guarantees/no-outage";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { controlPlaneLanes } from "./control-plane-lanes.ts";
import { coolDown, warmUp } from "./holds.ts";
import { safety } from "./safety.ts";

/** The control plane with the etcd leader is lost for 20 s, in whatever way. */
export function leadersNodeLost(as: string, fault: FaultSpec): Omit<Scenario, "summary"> {
  return {
    topology: "ha-3cp-3w",
    profile: "stock",
    tags: ["control-plane", "node"],
    lanes: controlPlaneLanes,
    steps: [warmUp, { inject: fault, as, for: "20s" }, { recover: "180s" }, coolDown],
    primary: ["ejected-within", "leader-within", "recovered-within"],
    guarantees: controlPlaneLost(as),
  };
}

/** What must hold then: its etcd member and its API server are lost at once. */
function controlPlaneLost(during: string): readonly GuaranteeSpec[] {
  return [
    noOutage({ lanes: "write/api/*", during, limit: { derived: "etcd-election", plus: "2s" } }),
    ejectedWithin({ lanes: "*/api/new", during, limit: { derived: "load-balancer-ejection", plus: "4s" } }),
    leaderWithin({ during, limit: { derived: "etcd-election" } }),
    recoveredWithin({ during, limit: "120s" }),
    noNeedlessEvictions(),
    ...safety,
  ];
}
