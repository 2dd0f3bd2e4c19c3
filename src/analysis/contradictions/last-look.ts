import type { Facts } from "../facts/facts.ts";

/** Whether a check held at the last look at the steady state, after which readings of the end are taken at once. */
export function heldAtEnd(check: string, facts: Facts): boolean {
  const look = facts.eventsOf("steady-state").findLast(({ when }) => when === "end");
  return look?.checks.some(({ name, ok }) => ok && name === check) === true;
}
