import { maxOutage } from "../guarantees/max-outage.ts";
import { membersHealthy } from "../guarantees/members-healthy.ts";
import { noLostWrites } from "../guarantees/no-lost-writes.ts";
import { noOutage } from "../guarantees/no-outage.ts";
import { noStaleReads } from "../guarantees/no-stale-reads.ts";
import { oneLeader } from "../guarantees/one-leader.ts";
import { watchComplete } from "../guarantees/watch-complete.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import { defineScenario, type Scenario } from "../model/scenario.ts";
import { type Roll, rollStepName, rollSteps } from "./roll.ts";

/** Where and under which lanes nodes are upgraded: those of any scenario with lanes through the API. */
export type RollGround = Pick<Scenario, "topology" | "profile" | "lanes" | "workload">;

/** Nobody has heard of an API that is never out at once in a roll and was out for longer; measured: never above 0.5 s. */
const totalOutage = "500ms";

/**
 * How long clients of one kind may be without an answer while a control plane is replaced: until the load balancer has
 * found out, and what then begins to run has answered. Measured: single requests up to 4.8 s.
 */
const laneOutage = { derived: "load-balancer-ejection", plus: "4s" } as const;

/** An API server that is alone is out while it is replaced, with its etcd member: measured below 2 min. */
const aloneOutage = "180s";

/**
 * The scenario that upgrades nodes one after another: what a usual run does, journals and judges. With several control
 * planes the API is never out for clients taken together; always what was acknowledged stays, and no event is missed.
 */
export function rollScenario(roll: Roll, ground: RollGround, controlPlanes: number): Scenario {
  const names = roll.nodes.map(rollStepName);
  const outages = names.flatMap((during): GuaranteeSpec[] =>
    controlPlanes === 1
      ? [maxOutage({ lanes: "*/api/*", during, limit: aloneOutage })]
      : [
          noOutage({ lanes: "*/api/*", during, limit: totalOutage }),
          maxOutage({ lanes: "*/api/*", during, limit: laneOutage }),
        ],
  );
  return defineScenario({
    summary: `Upgrades ${names.length} nodes to Kubernetes ${roll.to}, one after another.`,
    ...ground,
    tags: ["maintenance"],
    steps: rollSteps(roll),
    guarantees: [
      ...outages,
      noLostWrites(),
      noStaleReads(),
      watchComplete({ limit: "180s" }),
      oneLeader(),
      membersHealthy(),
    ],
  });
}
