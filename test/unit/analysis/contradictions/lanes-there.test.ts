import { expect, test } from "vitest";
import { lostLanes } from "../../../../src/analysis/contradictions/lanes-there.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { JournalEvent } from "../../../../src/model/event.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const lanes = [
  "write/api/new",
  "cached-read/api/new",
  ...["control-plane", "control-plane2", "control-plane3"].map((node) => `readyz/${node}/new`),
  ...["worker", "worker2", "worker3"].map((node) => `workload-http/${node}/reused`),
];

/** The run of those lanes whose start does not name them, without some of them and their attempts. */
function lost(isGone: (id: string) => boolean, named = false): string[] {
  const { events, samples, ...rest } = buildJournal({ lanes, guarantees: [] });
  const gone = new Set(lanes.flatMap((id, index) => (isGone(id) ? [index] : [])));
  const changed = events.map((event): JournalEvent => {
    if (event.type === "run-start") return named ? event : { ...event, lanes: undefined };
    return event.type === "lanes" ? { ...event, lanes: event.lanes.filter(({ index }) => !gone.has(index)) } : event;
  });
  const kept = samples.filter(({ lane }) => !gone.has(lane));
  return lostLanes(buildTimeline({ ...rest, events: changed, samples: kept })).map(({ what }) => what);
}

test("lanes that are numbered without a gap and go to every node of a kind are all there", () => {
  expect(lost(() => false)).toEqual([]);
});

test.each(lanes)("the lane %s that was taken out with its attempts is missed", (id) => {
  expect(lost((other) => other === id)).not.toEqual([]);
});

test("it is said which", () => {
  expect(lost((id) => id === "cached-read/api/new")).toEqual(["no lane has the number 1"]);
  expect(lost((id) => id === "workload-http/worker3/reused")).toEqual([
    "no lane workload-http/*/reused goes to worker3",
  ]);
});

test("where the run's start names the lanes, that is what they are held against", () => {
  expect(lost((id) => id === "workload-http/worker3/reused", true)).toEqual([]);
});
