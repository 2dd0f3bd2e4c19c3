import { leaderWithin } from "../../src/guarantees/leader-within.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import { noFailures } from "../../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import { safety } from "./safety.ts";

/** What must hold when the etcd leader of three is lost: one election, meanwhile no write and no quorum read, and cached reads that never notice. */
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
