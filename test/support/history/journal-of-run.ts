import type { JournalEvent } from "../../../src/model/event.ts";
import type { GuaranteeSpec } from "../../../src/model/guarantee.ts";
import type { Journal } from "../../../src/model/journal.ts";
import { ordinaryEvents, watchEvents } from "../../../src/stories/ordinary-events.ts";
import type { StoryFault } from "../../../src/stories/story.ts";
import { storyBackends } from "../../../src/stories/story-cluster.ts";
import type { SimulatedRun } from "./simulated-run.ts";

/** The journal of a simulated run that asks for these guarantees, with a fault where one is given. */
export function journalOfRun(
  run: SimulatedRun,
  guarantees: readonly GuaranteeSpec[] = [],
  fault: StoryFault | undefined = undefined,
): Journal {
  const { lanes, samples, watches, readBacks, durationMs } = run;
  const watchLanes = watches.map(({ lane }) => lane);
  const ids = [...lanes, ...watchLanes].map(({ id }) => id);
  const ordinary = ordinaryEvents(lanes, { lanes: [], guarantees, durationMs, ...(fault && { fault }) }).map(
    (event): JournalEvent => {
      if (event.type === "run-start") return { ...event, lanes: ids };
      return event.type === "lanes"
        ? { ...event, lanes: [...lanes], backends: storyBackends, watches: watchLanes }
        : event;
    },
  );
  const told = watches.flatMap(({ lane, arrivals }) => watchEvents(arrivals, lane.index));
  const shown = readBacks.map(
    ({ server, at, objects }): JournalEvent => ({
      type: "written-objects",
      at,
      apiServer: server,
      complete: true,
      objects,
    }),
  );
  const events = [...ordinary, ...told, ...shown].toSorted((a, b) => a.at - b.at);
  return { events, samples, damaged: 0, damage: [], torn: false };
}
