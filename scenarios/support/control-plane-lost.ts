import { ejectedWithin } from "../../src/guarantees/ejected-within.ts";
import { leaderWithin } from "../../src/guarantees/leader-within.ts";
import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { noOutage } from "../../src/guarantees/no-outage.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import { safety } from "./safety.ts";

/** What must hold when the control plane with the etcd leader is lost, in whatever way: its etcd member and its API server at once. */
export function controlPlaneLost(during: string): readonly GuaranteeSpec[] {
  return [
    noOutage({ lanes: "write/lb/*", during, limit: { bound: "etcd-election", plus: "2s" } }),
    ejectedWithin({ lanes: "*/lb/new", during, limit: { bound: "load-balancer-ejection", plus: "4s" } }),
    leaderWithin({ during, limit: { bound: "etcd-election" } }),
    recoveredWithin({ during, limit: "120s" }),
    noNeedlessEvictions(),
    ...safety,
  ];
}
