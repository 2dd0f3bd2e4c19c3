import type { Facts } from "../../facts/facts.ts";
import { miscounted } from "./counted-events.ts";
import { lostLanes } from "./lanes-there.ts";
import { uncountedLateness } from "./late-figures.ts";
import { unknownNodes } from "./nodes-there.ts";

/**
 * What a journal tells of itself and does not have, in words: events that its end counted, lanes, late starts that its
 * prober counted, nodes. Lines may be whole one by one, and another be lost.
 */
export function contradictionsIn(facts: Facts): string[] {
  const counts = miscounted(facts);
  const lateness = uncountedLateness(facts);
  return [
    ...(counts.length === 0 ? [] : [`its end counted others: ${counts.join(", ")}`]),
    ...lostLanes(facts),
    ...(lateness === undefined ? [] : [lateness]),
    ...unknownNodes(facts),
  ];
}
