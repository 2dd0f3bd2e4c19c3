import fc from "fast-check";
import { expect, test } from "vitest";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import {
  belongs,
  type Ends,
  isStretchName,
  samplesIn,
  stretchesOf,
} from "../../../../src/analysis/timeline/stretches.ts";
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

test("an upgrade of nodes is a stretch until all was whole again, and the warm-up ends with the first", () => {
  const lanes = { lanes: ["write/api/new"], guarantees: [], fault };
  const begun = {
    ...{ type: "procedure" as const, procedure: "upgrade-worker", description: "", target: "", nodes: [], actions: [] },
  };
  const events = [
    { ...begun, at: 1_000, id: "scaled" },
    { ...begun, at: 2_000, id: "first", upgradesTo: "1.37.0" },
    { type: "procedure-done" as const, at: 3_000, id: "first", evidence: { proven: true, detail: "" } },
    { ...begun, at: 11_000, id: "second", upgradesTo: "1.37.0" },
  ];
  const stretches = stretchesOf(buildTimeline(buildJournal({ ...lanes, events })));
  expect(stretches.map(({ name, from, to }) => [name, from, to])).toEqual([
    ["whole-run", 0, Number.POSITIVE_INFINITY],
    ["warm-up", 0, 2_000],
    ["held", 4_000, 10_000],
    ["held:held", 4_000, 8_000],
    ["first", 2_000, 3_000],
    ["second", 11_000, Number.POSITIVE_INFINITY],
  ]);
  expect([isStretchName("first", [], ["first"]), isStretchName("first:held", [], ["first"])]).toEqual([true, false]);
});

test("other work is a stretch where it says so, until it was proven done", () => {
  const begun = { type: "procedure" as const, procedure: "p", description: "", target: "", nodes: [], actions: [] };
  const events = [
    { ...begun, at: 1_000, id: "scaled" },
    { ...begun, at: 2_000, id: "rotated", isStretch: true },
    { type: "procedure-done" as const, at: 9_000, id: "rotated", evidence: { proven: true, detail: "" } },
  ];
  const stretches = stretchesOf(buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], events })));
  expect(stretches.map(({ name, from, to }) => [name, from, to])).toEqual([
    ["whole-run", 0, Number.POSITIVE_INFINITY],
    ["warm-up", 0, 2_000],
    ["rotated", 2_000, 9_000],
  ]);
});

test("names of stretches are known before a run", () => {
  expect(isStretchName("held:held", ["held"])).toBe(true);
  expect(isStretchName("whole-run", [])).toBe(true);
  expect(isStretchName("hold", ["held"])).toBe(false);
});

const attempt = (started: number, ended: number) => ({
  lane: 0,
  number: 0,
  scheduled: started,
  started,
  ended,
  outcome: "failed" as const,
  connection: 0,
});

test("every attempt belongs to exactly one of two stretches that follow each other", () => {
  const moment = fc.double({ min: 0, max: 10_000, noNaN: true });
  const lasted = fc.double({ min: 0, max: 12_000, noNaN: true });
  fc.assert(
    fc.property(moment, lasted, moment, fc.boolean(), (started, lastedMs, cut, injection) => {
      const sample = attempt(started, started + lastedMs);
      const before = belongs(sample, { from: 0, to: cut, toInjection: injection });
      const after = belongs(sample, { from: cut, to: Number.POSITIVE_INFINITY, fromInjection: injection });
      expect(before).toBe(!after);
    }),
  );
});

test("an attempt in flight when a fault is injected belongs to the fault, however long before it began", () => {
  const [, calm, held] = stretchesOf(
    buildTimeline(buildJournal({ lanes: ["write/api/new"], guarantees: [], fault })),
  ) as unknown as [Ends, Ends, Ends];
  for (const started of [3_950, 2_000, 10]) {
    expect(belongs(attempt(started, started + 10_000), held)).toBe(true);
    expect(belongs(attempt(started, started + 10_000), calm)).toBe(false);
    expect(samplesIn([attempt(1, 2), attempt(started, started + 10_000)], held)).toHaveLength(1);
  }
  // Over before the fault: it cannot have met it.
  expect(belongs(attempt(2_000, 3_999), held)).toBe(false);
});

test("at a heal or a steady state only what began shortly before belongs to what follows", () => {
  const stretch = { from: 4_000, to: 8_000 };
  expect(belongs(attempt(7_990, 8_010), stretch)).toBe(false);
  expect(belongs(attempt(5_000, 12_000), stretch)).toBe(true);
});

test("the attempts of a stretch are those that belong to it, however it is cut", () => {
  const moment = fc.double({ min: 0, max: 10_000, noNaN: true });
  const attempts = fc.array(fc.tuple(moment, fc.double({ min: 0, max: 12_000, noNaN: true })), { maxLength: 60 });
  const end = fc.oneof(moment, fc.constant(Number.POSITIVE_INFINITY));
  fc.assert(
    fc.property(attempts, moment, end, fc.boolean(), fc.boolean(), (list, from, to, fromInjection, toInjection) => {
      const samples = list.toSorted(([a], [b]) => a - b).map(([started, lasted]) => attempt(started, started + lasted));
      const stretch = { from, to, fromInjection, toInjection };
      expect(samplesIn(samples, stretch)).toEqual(samples.filter((sample) => belongs(sample, stretch)));
    }),
  );
});
