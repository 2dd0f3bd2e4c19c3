import type { GuaranteeSpec } from "kind-chaos";
import { membersHealthy } from "kind-chaos/guarantees/members-healthy";
import { noLostWrites } from "kind-chaos/guarantees/no-lost-writes";
import { noStaleReads } from "kind-chaos/guarantees/no-stale-reads";
import { oneLeader } from "kind-chaos/guarantees/one-leader";
import { watchComplete } from "kind-chaos/guarantees/watch-complete";

/**
 * What must hold whatever is broken: nothing acknowledged is lost, nothing old is answered, no event is missed, one
 * leader, whole again at the end.
 */
export const safety: readonly GuaranteeSpec[] = [
  noLostWrites(),
  noStaleReads(),
  watchComplete({ limit: "60s" }),
  oneLeader(),
  membersHealthy(),
];
