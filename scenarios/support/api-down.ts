import type { GuaranteeSpec } from "kind-chaos";
import { noNeedlessEvictions } from "kind-chaos/guarantees/no-needless-evictions";
import { outageUntilHealed } from "kind-chaos/guarantees/outage-until-healed";
import { recoveredWithin } from "kind-chaos/guarantees/recovered-within";
import { workloadUnaffected } from "kind-chaos/guarantees/workload-unaffected";
import { safety } from "./safety.ts";

/**
 * What must hold when every control plane is down: no API until it is healed, and then by itself; applications do not
 * notice, and no pod is moved.
 */
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
