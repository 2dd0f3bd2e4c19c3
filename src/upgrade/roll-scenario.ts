import { maxOutage } from "../guarantees/max-outage.ts";
import { membersHealthy } from "../guarantees/members-healthy.ts";
import { noLostWrites } from "../guarantees/no-lost-writes.ts";
import { noOutage } from "../guarantees/no-outage.ts";
import { noStaleReads } from "../guarantees/no-stale-reads.ts";
import { observersComplete } from "../guarantees/observers-complete.ts";
import { oneLeader } from "../guarantees/one-leader.ts";
import { pdbRespected } from "../guarantees/pdb-respected.ts";
import { watchComplete } from "../guarantees/watch-complete.ts";
import { controlPlanes, workers } from "../model/cluster.ts";
import type { GuaranteeSpec } from "../model/guarantee.ts";
import { defineScenario, type Scenario } from "../model/scenario.ts";
import type { Topology } from "../model/topology.ts";
import { type Roll, type RolledNode, rollStepName, rollSteps } from "./roll.ts";
import { asksApplication } from "./roll-lanes.ts";

/** Where and under which lanes nodes are upgraded: those of any scenario with lanes through the API. */
export type RollGround = Pick<Scenario, "topology" | "profile" | "lanes" | "workload">;

/**
 * In 99 of 100 upgrades of OpenShift, whose jobs record it, the API was out for at most 1 s on AWS and on GCP
 * (openshift/origin, historical disruption data). Measured here: 9 ms to 482 ms, and at most 807 ms.
 */
const totalOutage = "1s";

/**
 * How long clients of one kind may be without an answer while a control plane is replaced: until the load balancer has
 * found out, and what then begins to run has answered. Measured: single requests up to 4.8 s.
 */
const laneOutage = { derived: "load-balancer-ejection", plus: "4s" } as const;

/** An API server that is alone is out while it is replaced, with its etcd member: measured below 2 min. */
const aloneOutage = "180s";

/** Replicas leave one after another, and each goes on answering until all nodes know: never all ways at once. */
const applicationOutage = "1s";

/**
 * The scenario that upgrades nodes one after another: what a usual run does, journals and judges. With several control
 * planes the API is never out for clients taken together; always what was acknowledged stays, and no event is missed; an
 * application that is watched keeps its budget and goes on answering.
 */
export function rollScenario(roll: Roll, ground: RollGround, topology: Pick<Topology, "nodes">): Scenario {
  const names = roll.nodes.map(rollStepName);
  const isWatched = asksApplication(ground.lanes);
  return defineScenario({
    summary: `Upgrades ${names.length} nodes to Kubernetes ${roll.to}, one after another.`,
    ...ground,
    tags: ["maintenance"],
    steps: rollSteps(roll),
    guarantees: [
      ...names.flatMap((during) => ofClients(during, controlPlanes(topology).length)),
      ...(isWatched ? roll.nodes.flatMap((node) => ofApplication(node)) : []),
      ...(isWatched ? [observersComplete()] : []),
      noLostWrites(),
      noStaleReads(),
      watchComplete({ limit: "180s" }),
      oneLeader(),
      membersHealthy(),
    ],
  });
}

/** Whether pods of an application can go elsewhere while a worker is drained. */
export function hasRoomElsewhere(topology: Pick<Topology, "nodes">): boolean {
  return workers(topology).length > 1;
}

/** What clients may go without while a control plane is replaced, in the stretch of that name. */
export function ofClients(during: string, controlPlanes: number): GuaranteeSpec[] {
  return controlPlanes === 1
    ? [maxOutage({ lanes: "*/api/*", during, limit: aloneOutage })]
    : [
        noOutage({ lanes: "*/api/*", during, limit: totalOutage }),
        maxOutage({ lanes: "*/api/*", during, limit: laneOutage }),
      ];
}

function ofApplication(node: RolledNode): GuaranteeSpec[] {
  const during = rollStepName(node);
  return [
    noOutage({ lanes: "workload-http/*/*", during, limit: applicationOutage }),
    ...(node.role === "worker" ? [pdbRespected({ during })] : []),
  ];
}
