import { join } from "node:path";
import { journalFile, openJournal } from "../../src/journal/writer.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Writes the journal of a made-up run as a run does, into a folder of its own; returns the folder. */
export function writeRun(story: Story): string {
  const folder = temporaryFolder();
  const { events, samples } = buildJournal(story);
  const journal = openJournal(join(folder, journalFile), (error) => {
    throw error;
  });
  for (const event of events) journal.event(event);
  journal.samples(samples);
  journal.close();
  return folder;
}
