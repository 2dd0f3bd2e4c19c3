import type { PlanStep } from "../../model/run-plan.ts";
import type { Facts } from "../facts/facts.ts";
import { type Contradiction, stepKey } from "./contradiction.ts";

/**
 * Work of an operator that was planned and of which nothing is told, though nothing kept the run from it: what it
 * changed would be held against the cluster.
 */
export function missingWork(facts: Facts): Contradiction[] {
  const plan = facts.start.plan ?? [];
  const told = new Set(facts.eventsOf("procedure").map(({ id }) => id));
  const planned = plan.flatMap((step, index) => {
    if (step.do === "perform") return wasReached(plan, index, facts) ? [step.id] : [];
    return step.do === "inject" && facts.end === "completed" && wasHeld(step.id, facts)
      ? step.while.map(({ id }) => id)
      : [];
  });
  return planned
    .filter((id) => !told.has(id))
    .map((id) => ({
      what: `nothing tells of "${id}", from which nothing kept the run`,
      touches: [stepKey(id), "procedure", "procedure-done"],
    }));
}

/** Whether a step came about: something after it did, or all before it as it was to. */
function wasReached(plan: readonly PlanStep[], index: number, facts: Facts): boolean {
  const begun = new Set([...facts.eventsOf("fault-intent"), ...facts.eventsOf("procedure")].map(({ id }) => id));
  const later = plan.slice(index + 1).some((step) => "id" in step && begun.has(step.id));
  const faults = plan.slice(0, index).flatMap((step) => (step.do === "inject" ? [step.id] : []));
  const isOver = (id: string) => facts.faults.some((fault) => fault.id === id && fault.steadyAt !== undefined);
  return later || (facts.end === "completed" && faults.every(isOver));
}

function wasHeld(id: string, { faults }: Facts): boolean {
  return faults.some((fault) => fault.id === id && fault.active?.proven === true && fault.healingAt !== undefined);
}
