import fc from "fast-check";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Journal } from "../../../src/model/journal.ts";
import { createRandom } from "../../../src/model/random.ts";
import type { Sample } from "../../../src/model/sample.ts";
import { defineLaw, same } from "../law/law.ts";

/** Times on a coarse grid, so that many are equal; their rows in two orders. */
export default defineLaw({
  sentence: "In which order rows of equal times stand does not matter.",
  concerns: () => true,
  choices: fc.record({ gridMs: fc.constantFrom(1, 10, 100, 250), seed: fc.nat(9_999) }),
  change(run, { gridMs, seed }) {
    const samples = run.journal.samples.map((sample) => onGrid(sample, gridMs));
    const before: Journal = { ...run.journal, samples };
    const random = createRandom(seed);
    return {
      before,
      after: { ...before, samples: shuffled(samples, random), events: reordered(before.events, random) },
    };
  },
  allowed: same,
});

function onGrid(sample: Sample, gridMs: number): Sample {
  const scheduled = Math.round(sample.scheduled / gridMs) * gridMs;
  const by = scheduled - sample.scheduled;
  const moved = (time: number) => Math.max(scheduled, Math.round((time + by) / 10) * 10);
  const started = moved(sample.started);
  const connected = sample.connected === undefined ? undefined : moved(sample.connected);
  return { ...sample, scheduled, started, connected, ended: Math.max(started, moved(sample.ended)) };
}

function shuffled<Row>(rows: readonly Row[], random: () => number): Row[] {
  return rows
    .map((row) => ({ row, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ row }) => row);
}

/** Those of one type, and the arrivals of one stream, keep their order. */
function reordered(events: readonly JournalEvent[], random: () => number): JournalEvent[] {
  const places = new Map<string, number>();
  const place = (event: JournalEvent) => {
    const key = `${event.at} ${event.type} ${event.type === "watch" ? event.lane : ""}`;
    const known = places.get(key) ?? random();
    places.set(key, known);
    return known;
  };
  return events.toSorted((a, b) => a.at - b.at || place(a) - place(b));
}
