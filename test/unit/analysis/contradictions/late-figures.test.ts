import { expect, test } from "vitest";
import { uncountedLateness } from "../../../../src/analysis/contradictions/late-figures.ts";
import { factsOf } from "../../../../src/analysis/facts/facts-of.ts";
import { buildTimeline } from "../../../../src/analysis/timeline/timeline.ts";
import type { Sample } from "../../../../src/model/sample.ts";
import { buildJournal } from "../../../../src/stories/build-journal.ts";

/** A run of 120 attempts whose reading at 5.9 s counted so many late starts. */
function told(lateStarts: number, change: (samples: readonly Sample[]) => readonly Sample[] = (samples) => samples) {
  const journal = buildJournal({ lanes: ["write/api/new"], guarantees: [] });
  const events = journal.events.map((event) =>
    event.type === "prober-health" && event.at === 5_900 ? { ...event, lateStarts } : event,
  );
  return uncountedLateness(factsOf(buildTimeline({ ...journal, events, samples: change(journal.samples) })))[0]?.what;
}

/** Attempts that were due between two moments begin 30 ms late. */
const late = (from: number, to: number) => (samples: readonly Sample[]) =>
  samples.map((sample) =>
    sample.scheduled < from || sample.scheduled >= to
      ? sample
      : { ...sample, started: sample.scheduled + 30, ended: sample.scheduled + 40 },
  );
const without = (from: number, to: number) => (samples: readonly Sample[]) =>
  samples.filter(({ scheduled }) => scheduled < from || scheduled >= to);

test("as many late starts as there are rows that began late until then, or attempts that were not made", () => {
  expect(told(0)).toBeUndefined();
  expect(told(5, late(5_000, 5_500))).toBeUndefined();
  expect(told(5, without(5_000, 5_500))).toBeUndefined();
});

test("more than the rows can tell contradict them", () => {
  expect(told(9_999)).toMatch(/^the prober counted 9999 late starts, and 0 are there, with \d attempts that/);
  expect(told(9, late(5_000, 5_500))).toMatch(/counted 9 late starts, and 5 are there/);
  // Those that began late came after that was told.
  expect(told(9, late(7_000, 9_000))).toMatch(/and 0 are there/);
});
