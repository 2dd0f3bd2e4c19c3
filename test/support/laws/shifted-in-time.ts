import fc from "fast-check";
import type { JournalEvent } from "../../../src/model/event.ts";
import { withSamples } from "../law/changes.ts";
import { defineLaw, same } from "../law/law.ts";

/** Everything happens later, at the same time of day: the run's start is dated back as far. */
export default defineLaw({
  sentence: "A run that is shifted in time comes to the same.",
  concerns: () => true,
  choices: fc.integer({ min: 1, max: 100_000 }),
  change(run, byMs) {
    const later = withSamples(run.journal, (sample) => ({
      ...sample,
      scheduled: sample.scheduled + byMs,
      started: sample.started + byMs,
      connected: sample.connected === undefined ? undefined : sample.connected + byMs,
      firstByte: sample.firstByte === undefined ? undefined : sample.firstByte + byMs,
      ended: sample.ended + byMs,
    }));
    return { after: { ...later, events: later.events.map((event) => shifted(event, byMs)) } };
  },
  allowed: same,
});

function shifted(event: JournalEvent, byMs: number): JournalEvent {
  const at = event.at + byMs;
  if (event.type === "watch")
    return { ...event, at, arrivals: event.arrivals.map(([when, ...rest]) => [Number(when) + byMs, ...rest]) };
  if (event.type === "run-start")
    return { ...event, at, startedAt: new Date(Date.parse(event.startedAt) - byMs).toISOString() };
  return { ...event, at };
}
