import budgets from "../audit/checks/budgets.ts";
import coLocatedReplicas from "../audit/checks/co-located-replicas.ts";
import nodeLocalVolumes from "../audit/checks/node-local-volumes.ts";
import singleReplica from "../audit/checks/single-replica.ts";
import slowToMove from "../audit/checks/slow-to-move.ts";
import type { AuditCheck } from "../audit/facts.ts";

/** The checks of an audit that look at an application's own objects, what takes it away the soonest first. */
export const auditChecks: readonly AuditCheck[] = [
  singleReplica,
  coLocatedReplicas,
  budgets,
  nodeLocalVolumes,
  slowToMove,
];
