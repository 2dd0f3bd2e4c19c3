import fc from "fast-check";
import { matchesLane } from "../../../src/analysis/timeline/lane-patterns.ts";
import type { JournalEvent } from "../../../src/model/event.ts";
import { answered, failed } from "../law/changes.ts";
import { defineLaw, same } from "../law/law.ts";

/** An operation that no guarantee knows, on a way that goes to no node. */
const id = "further/in-cluster/new";

/** The connections of the further lane follow those of all others. */
const behind = 100_000;

/** A lane that nobody asked for makes the attempts of another one, whatever comes of them. */
export default defineLaw({
  sentence: "A further lane that a promise does not name changes nothing.",
  concerns: () => true,
  choices: fc.record({ lane: fc.nat(9), fails: fc.integer({ min: 0, max: 3 }) }),
  change(run, { lane, fails }) {
    const { lanes, scope, journal } = run;
    const model = lanes[lane % lanes.length];
    if (model === undefined || scope.lanes.some((pattern) => matchesLane(pattern, id))) return undefined;
    const [operation = "", via = ""] = id.split("/");
    const indexes = [...run.timeline.tracks, ...run.timeline.watches].map((track) => track.lane.index);
    const index = Math.max(...indexes) + 1;
    const further = { ...model, index, id, operation, via };
    const events = journal.events.map(
      (event): JournalEvent => (event.type === "lanes" ? { ...event, lanes: [...event.lanes, further] } : event),
    );
    const copies = journal.samples
      .filter((sample) => sample.lane === model.index)
      .map((sample, number) => {
        const copy = { ...sample, lane: index, connection: sample.connection + behind };
        return fails > 0 && number % (4 - fails) === 0 ? failed(copy) : answered(copy);
      });
    return { after: { ...journal, events, samples: [...journal.samples, ...copies] } };
  },
  allowed: same,
});
