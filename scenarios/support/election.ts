import { leaderWithin } from "../../src/guarantees/leader-within.ts";
import { maxOutage } from "../../src/guarantees/max-outage.ts";
import { noFailures } from "../../src/guarantees/no-failures.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import { safety } from "./safety.ts";

/** What must hold when the etcd leader of three is lost: one election, meanwhile no write and no quorum read, and cached reads that never notice. */
export function election(during: string, connections: "*" | "reused"): readonly GuaranteeSpec[] {
  return [
    noFailures({ lanes: "cached-read/lb/reused", during }),
    maxOutage({ lanes: `write/lb/${connections}`, during, limit: { bound: "etcd-election" } }),
    maxOutage({ lanes: `quorum-read/lb/${connections}`, during, limit: { bound: "etcd-election" } }),
    leaderWithin({ during, limit: { bound: "etcd-election" } }),
    recoveredWithin({ during, limit: "60s" }),
    ...safety,
  ];
}
