import fc from "fast-check";
import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { belongs, isStretchName, samplesIn, stretchesOf } from "../../../../src/analysis/timeline/stretches.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

const fault = { id: "held", injectingAt: 4_000, activeAt: 4_100, healingAt: 8_000, healedAt: 8_500, steadyAt: 10_000 };

test("a fault has a stretch to the steady state after it, and one in which it is held", () => {
  const timeline = buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], fault }));
  expect(stretchesOf(timeline).map(({ name, from, to }) => [name, from, to])).toEqual([
    ["whole-run", 0, Number.POSITIVE_INFINITY],
    ["warm-up", 0, 4_000],
    ["held", 4_000, 10_000],
    ["held:held", 4_000, 8_000],
  ]);
});

test("without a steady state the stretch of a fault reaches the end", () => {
  const { steadyAt: _, ...unsteady } = fault;
  const timeline = buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], fault: unsteady }));
  expect(factsOf(timeline).stretch("held")?.to).toBe(Number.POSITIVE_INFINITY);
});

test("what an operator did before the first fault is no calm", () => {
  const work = { type: "procedure-done" as const, at: 2_500, id: "spread", evidence: { proven: true, detail: "" } };
  const story = { lanes: ["write/api/new"], guarantees: [], fault, events: [work, { ...work, at: 9_000 }] };
  expect(factsOf(buildTimeline(buildJournal(story))).stretch("warm-up")?.from).toBe(2_500);
});

test("names of stretches are known before a run", () => {
  expect(isStretchName("held:held", ["held"])).toBe(true);
  expect(isStretchName("whole-run", [])).toBe(true);
  expect(isStretchName("hold", ["held"])).toBe(false);
});

test("every attempt belongs to exactly one of two stretches that follow each other", () => {
  const moment = fc.double({ min: 0, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(moment, fc.double({ min: 0, max: 12_000, noNaN: true }), moment, (started, lasted, cut) => {
      const sample = {
        lane: 0,
        number: 0,
        scheduled: started,
        started,
        ended: started + lasted,
        outcome: "ok" as const,
        connection: 0,
      };
      const before = belongs(sample, { from: 0, to: cut });
      const after = belongs(sample, { from: cut, to: Number.POSITIVE_INFINITY });
      expect(before).toBe(!after);
    }),
  );
});

test("an attempt in flight when a fault is injected belongs to the fault, one that hangs since long does not", () => {
  const attempt = (started: number, ended: number) => ({
    lane: 0,
    number: 0,
    scheduled: started,
    started,
    ended,
    outcome: "failed" as const,
    connection: 0,
  });
  const stretch = { from: 4_000, to: 8_000 };
  expect(belongs(attempt(3_950, 13_950), stretch)).toBe(true);
  expect(belongs(attempt(2_000, 12_000), stretch)).toBe(false);
  expect(belongs(attempt(7_990, 8_010), stretch)).toBe(false);
});

test("the attempts of a stretch are those that belong to it, however it is cut", () => {
  const moment = fc.double({ min: 0, max: 10_000, noNaN: true });
  const attempts = fc.array(fc.tuple(moment, fc.double({ min: 0, max: 12_000, noNaN: true })), { maxLength: 60 });
  const end = fc.oneof(moment, fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(attempts, moment, end, (list, from, to) => {
      const samples = list
        .toSorted(([a], [b]) => a - b)
        .map(([started, lasted]) => ({
          lane: 0,
          number: 0,
          scheduled: started,
          started,
          ended: started + lasted,
          outcome: "ok" as const,
          connection: 1,
        }));
      expect(samplesIn(samples, { from, to })).toEqual(samples.filter((sample) => belongs(sample, { from, to })));
    }),
  );
});
