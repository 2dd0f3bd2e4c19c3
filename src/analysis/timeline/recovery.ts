import type { EventOf } from "../../model/event.ts";
import { loadCheck } from "../../model/machine.ts";
import type { FaultRecord } from "../../model/timeline.ts";
import type { Facts } from "../facts/facts.ts";

/** The way back to the steady state after a fault. */
export interface Recovery {
  /** When the heal began, or the fault where nothing heals it. */
  readonly from: number;
  /** When that had surely acted; undefined where nobody looked. */
  readonly by: number | undefined;
  /** The last look at which the steady state did not hold; the load of this machine is none of the cluster's doing. */
  readonly failed?: EventOf<"steady-state"> | undefined;
}

/**
 * Since when a cluster was on its way back, and until when it surely was; undefined where the fault was never healed.
 */
export function findRecovery(fault: FaultRecord, facts: Facts): Recovery | undefined {
  const from = fault.sustained ? fault.healingAt : fault.injectingAt;
  const by = fault.sustained ? fault.healedAt : (fault.activeAt ?? fault.injectingAt);
  if (from === undefined) return undefined;
  const steadyAt = fault.steadyAt ?? Number.POSITIVE_INFINITY;
  const failed = facts
    .eventsOf("steady-state")
    .findLast(
      (event) => event.faultId === fault.id && event.when === "after" && isBroken(event) && event.at < steadyAt,
    );
  return { from, by, failed };
}

function isBroken({ ok, checks }: EventOf<"steady-state">): boolean {
  return !ok && (checks.length === 0 || checks.some((check) => !check.ok && check.name !== loadCheck));
}
