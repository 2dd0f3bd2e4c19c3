import { expect, it } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { Timeline } from "../../../../src/model/timeline.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";
import { between, down, heldFault } from "../../../../src/stories/fates.ts";

const timeline: Timeline = buildTimeline(
  buildJournal({
    lanes: ["write/api/new"],
    guarantees: [],
    fault: heldFault,
    fate: between(4_050, 5_000, down),
  }),
);

it("computes each fact once, however often it is asked for", () => {
  const facts = factsOf(timeline);
  const [track] = facts.tracks;
  if (track === undefined) return expect.unreachable("there is a lane");
  expect(facts.stretches()).toBe(facts.stretches());
  expect(facts.failovers()).toBe(facts.failovers());
  expect(facts.eventsOf("prober-health")).toBe(facts.eventsOf("prober-health"));
  expect(facts.outagesOf(track)).toBe(facts.outagesOf(track, 1_000));
  expect(facts.outagesOf(track, 500)).not.toBe(facts.outagesOf(track));
});

it("keeps nothing beyond itself: other facts of the same timeline compute their own", () => {
  expect(factsOf(timeline).stretches()).not.toBe(factsOf(timeline).stretches());
});

it("computes nothing before it is asked for", () => {
  const untouched = new Proxy([], {
    get: () => {
      throw new Error("somebody looked");
    },
  });
  const facts = factsOf({ ...timeline, events: untouched, tracks: untouched, watches: untouched });
  expect(facts.end).toBe("completed");
  expect(() => facts.eventsOf("note")).toThrow("somebody looked");
});

it("finds stretches by their names, and events by their type in their order", () => {
  const facts = factsOf(timeline);
  expect(facts.stretch("held:held")).toMatchObject({ from: 4_000, to: 8_800 });
  expect(facts.stretch("no-such")).toBeUndefined();
  expect(facts.eventsOf("steady-state").map(({ when }) => when)).toEqual(["before", "after", "end"]);
  expect(facts.eventsOf("note")).toEqual([]);
});
