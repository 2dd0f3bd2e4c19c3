import type { Timeline } from "../../model/timeline.ts";
import { eventsOf } from "../timeline/timeline.ts";
import type { Contradiction } from "./contradiction.ts";

/**
 * Types of events of which another number is there than the run's end counted, in words; none where nobody counted, as
 * in converted journals.
 */
export function miscounted({ events }: Pick<Timeline, "events">): Contradiction[] {
  const told = eventsOf(events, "run-end").at(-1)?.told;
  if (told === undefined) return [];
  const there = Map.groupBy(events, ({ type }) => type);
  const types = new Set([...Object.keys(told), ...there.keys()].filter((type) => type !== "run-end"));
  return [...types].toSorted().flatMap((type) => {
    const [wanted, found] = [told[type] ?? 0, there.get(type as never)?.length ?? 0];
    if (wanted === found) return [];
    return [{ what: `the journal has ${found} of the ${wanted} events ${type} that its end counted`, touches: [type] }];
  });
}
