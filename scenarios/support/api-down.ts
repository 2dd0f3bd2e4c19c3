import { noNeedlessEvictions } from "../../src/guarantees/no-needless-evictions.ts";
import { outageUntilHealed } from "../../src/guarantees/outage-until-healed.ts";
import { recoveredWithin } from "../../src/guarantees/recovered-within.ts";
import { workloadUnaffected } from "../../src/guarantees/workload-unaffected.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";
import { safety } from "./safety.ts";

/** What must hold when every control plane is down: no API until it is healed, and then by itself; applications do not notice, and no pod is moved. */
export function apiDown(during: string, lanes: string | string[], recovered: string): readonly GuaranteeSpec[] {
  return [
    outageUntilHealed({ lanes, during, limit: "60s" }),
    workloadUnaffected({
      lanes: ["workload-http/*/*", "workload-dns/*/*"],
      during,
      limit: "2s",
      errorRate: 0.05,
    }),
    noNeedlessEvictions(),
    recoveredWithin({ during, limit: recovered }),
    ...safety,
  ];
}
