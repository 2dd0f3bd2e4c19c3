import type { Facts } from "../facts/facts.ts";
import { misdatedReadings } from "../verdict/plan-readings.ts";
import { answersOfHaltedNodes } from "./answers-of-halted-nodes.ts";
import type { Contradiction } from "./contradiction.ts";
import { miscounted } from "./counted-events.ts";
import { lostLanes } from "./lanes-there.ts";
import { uncountedLateness } from "./late-figures.ts";
import { memberReadings } from "./member-readings.ts";
import { missingWork } from "./missing-work.ts";
import { misplacements } from "./placements.ts";
import { podReadings } from "./pod-readings.ts";
import { emptyReadBacks } from "./read-back.ts";
import { misdatedSteps } from "./step-moments.ts";
import { stepsOutOfOrder } from "./step-order.ts";
import { otherRoles, strangeNodes } from "./strange-nodes.ts";

/** Where events of a run's journal cannot all be so; of a cluster that is only watched there are fewer to ask. */
export function contradictionsOf(facts: Facts): readonly Contradiction[] {
  const told = [...miscounted(facts), ...lostLanes(facts), ...uncountedLateness(facts)];
  if (facts.server !== undefined) return told;
  return [
    ...told,
    ...misdatedSteps(facts),
    ...stepsOutOfOrder(facts),
    ...missingWork(facts),
    ...readingsOfOtherTimes(facts),
    ...strangeNodes(facts),
    ...otherRoles(facts),
    ...misplacements(facts),
    ...podReadings(facts),
    ...memberReadings(facts),
    ...emptyReadBacks(facts),
    ...answersOfHaltedNodes(facts),
  ];
}

function readingsOfOtherTimes(facts: Facts): Contradiction[] {
  const end = facts.eventsOf("steady-state").findLast(({ when }) => when === "end")?.at;
  return misdatedReadings(facts, end).map(({ type, what }) => ({ what, touches: [type] }));
}
