import { openJournal } from "../../src/journal/writer.ts";
import type { Journal } from "../../src/model/journal.ts";

/** Writes a new journal as a run does: each attempt when it has ended, before what happened after it. */
export function writeJournal(path: string, { events, samples }: Pick<Journal, "events" | "samples">): void {
  const journal = openJournal(path, (error) => {
    throw error;
  });
  const attempts = samples.toSorted((a, b) => a.ended - b.ended);
  let written = 0;
  const writeBefore = (at: number) => {
    const from = written;
    while ((attempts[written]?.ended ?? Number.POSITIVE_INFINITY) < at) written += 1;
    journal.samples(attempts.slice(from, written));
  };
  for (const event of events) {
    writeBefore(event.type === "run-end" ? Number.POSITIVE_INFINITY : event.at);
    journal.event(event);
  }
  writeBefore(Number.POSITIVE_INFINITY);
  journal.close();
}
