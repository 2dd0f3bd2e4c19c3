import { membersHealthy } from "../../src/guarantees/members-healthy.ts";
import { noLostWrites } from "../../src/guarantees/no-lost-writes.ts";
import { noStaleReads } from "../../src/guarantees/no-stale-reads.ts";
import { oneLeader } from "../../src/guarantees/one-leader.ts";
import { watchComplete } from "../../src/guarantees/watch-complete.ts";
import type { GuaranteeSpec } from "../../src/model/guarantee.ts";

/** What must hold whatever is broken: nothing acknowledged is lost, nothing old is answered, no event is missed, one leader, whole again at the end. */
export const safety: readonly GuaranteeSpec[] = [
  noLostWrites(),
  noStaleReads(),
  watchComplete({ limit: "60s" }),
  oneLeader(),
  membersHealthy(),
];
