import fc from "fast-check";
import type { JournalEvent } from "../../../src/model/event.ts";
import type { Journal } from "../../../src/model/journal.ts";
import { spans } from "../law/changes.ts";
import { defineLaw, neverToPass } from "../law/law.ts";
import type { LawCase } from "../law/law-case.ts";

/** What says which run it is of is no stream: without it nothing can be judged. */
const frame: readonly string[] = ["run-start", "run-end", "cluster", "server", "settings", "lanes", "watch"];

/** What accuses by itself, once: that a line of it is cut out is told by how many the run's end counted. */
const accusers: readonly string[] = ["error", "restart", "address-changed", "eviction", "undo-deed", "escalation"];

/** A lane or a stream, without a stretch of it. */
type Without = (from: number, to: number) => Journal;

/** Which stretch of which lane or stream is taken away. */
export default defineLaw({
  sentence: "Less that was seen never makes a pass of what was none.",
  concerns: () => true,
  choices: fc.record({ stream: fc.nat(999), span: spans }),
  change(run, { stream, span }) {
    const streams = [...attempts(run), ...arrivals(run), ...events(run)];
    const from = run.momentAt(span.from);
    const after = streams[stream % streams.length]?.(from, from + span.lengthMs);
    return after === undefined ? undefined : { after };
  },
  allowed: neverToPass,
});

function attempts({ journal, lanes }: LawCase): Without[] {
  return lanes.map(({ index }) => (from, to) => ({
    ...journal,
    samples: journal.samples.filter(({ lane, scheduled }) => lane !== index || scheduled < from || scheduled >= to),
  }));
}

function arrivals({ journal, timeline }: LawCase): Without[] {
  return timeline.watches.map(({ lane }) => (from, to) => ({
    ...journal,
    events: journal.events.map((event): JournalEvent => {
      if (event.type !== "watch" || event.lane !== lane.index) return event;
      return { ...event, arrivals: event.arrivals.filter(([at]) => Number(at) < from || Number(at) >= to) };
    }),
  }));
}

/** The journal as a run writes it: its end counts its events. */
function counting(journal: Journal): Journal {
  const told: Record<string, number> = {};
  for (const { type } of journal.events.filter((event) => event.type !== "watch" && event.type !== "run-end"))
    told[type] = (told[type] ?? 0) + 1;
  const events = journal.events.map((event) => (event.type === "run-end" ? { ...event, told } : event));
  return { ...journal, events };
}

function events({ journal }: LawCase): Without[] {
  const types = [...new Set(journal.events.map(({ type }) => type))];
  return types
    .filter((type) => !frame.includes(type))
    .map((gone) => (from, to) => {
      // All else must be missed without a count, as in journals that have none.
      const whole = accusers.includes(gone) ? counting(journal) : journal;
      const events = whole.events.filter(({ type, at }) => type !== gone || at < from || at >= to);
      return { ...whole, events };
    });
}
