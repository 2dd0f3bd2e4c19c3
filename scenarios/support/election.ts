import type { GuaranteeSpec } from "kind-chaos";
import { leaderWithin } from "kind-chaos/guarantees/leader-within";
import { maxOutage } from "kind-chaos/guarantees/max-outage";
import { noFailures } from "kind-chaos/guarantees/no-failures";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { safety } from "./safety.ts";

/**
 * What must hold when the etcd leader of three is lost: one election, meanwhile no write and no quorum read, and cached
 * reads that never notice.
 */
export function election(during: string, connections: "*" | "reused"): readonly GuaranteeSpec[] {
  return [
    noFailures({ lanes: "cached-read/api/reused", during }),
    maxOutage({ lanes: `write/api/${connections}`, during, limit: { derived: "etcd-election" } }),
    maxOutage({ lanes: `quorum-read/api/${connections}`, during, limit: { derived: "etcd-election" } }),
    leaderWithin({ during, limit: { derived: "etcd-election" } }),
    recoveredWithin({ during, limit: "60s" }),
    ...safety,
  ];
}
