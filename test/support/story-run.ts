import { join } from "node:path";
import { journalFile, openJournal } from "../../src/journal/writer.ts";
import type { Journal } from "../../src/model/journal.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Writes the journal of a made-up run as a run does, into a folder of its own; returns the folder. */
export function writeRun(story: Story): string {
  const folder = temporaryFolder();
  writeJournal(join(folder, journalFile), buildJournal(story));
  return folder;
}

/** Writes a new journal as a run does: each attempt when it has ended, before what happened after it. */
export function writeJournal(path: string, { events, samples }: Pick<Journal, "events" | "samples">): void {
  const journal = openJournal(path, (error) => {
    throw error;
  });
  const attempts = samples.toSorted((a, b) => a.ended - b.ended);
  let written = 0;
  const writeUntil = (at: number) => {
    const next = attempts.findIndex(({ ended }, index) => index >= written && ended > at);
    journal.samples(attempts.slice(written, next < 0 ? undefined : next));
    written = next < 0 ? attempts.length : next;
  };
  for (const event of events) {
    writeUntil(event.type === "run-end" ? Number.POSITIVE_INFINITY : event.at - 1e-6);
    journal.event(event);
  }
  writeUntil(Number.POSITIVE_INFINITY);
  journal.close();
}
