import type { Facts } from "../facts/facts.ts";
import { misdatedReadings } from "../verdict/plan-readings.ts";
import type { Contradiction } from "./contradiction.ts";
import { memberReadings } from "./member-readings.ts";
import { missingWork } from "./missing-work.ts";
import { misplacements } from "./placements.ts";
import { podReadings } from "./pod-readings.ts";
import { emptyReadBacks } from "./read-back.ts";
import { stepsOutOfOrder } from "./step-order.ts";
import { otherRoles, strangeNodes } from "./strange-nodes.ts";

/** Where events of a run's journal cannot all be so; nothing of this is asked of a cluster that is only watched. */
export function contradictionsOf(facts: Facts): readonly Contradiction[] {
  if (facts.server !== undefined) return [];
  return [
    ...stepsOutOfOrder(facts),
    ...missingWork(facts),
    ...readingsOfOtherTimes(facts),
    ...strangeNodes(facts),
    ...otherRoles(facts),
    ...misplacements(facts),
    ...podReadings(facts),
    ...memberReadings(facts),
    ...emptyReadBacks(facts),
  ];
}

function readingsOfOtherTimes(facts: Facts): Contradiction[] {
  const end = facts.eventsOf("steady-state").findLast(({ when }) => when === "end")?.at;
  return misdatedReadings(facts, end).map(({ type, what }) => ({ what, touches: [type] }));
}
