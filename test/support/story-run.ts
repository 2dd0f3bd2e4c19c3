import { join } from "node:path";
import { journalFile } from "../../src/journal/writer.ts";
import { buildJournal } from "../../src/stories/build-journal.ts";
import type { Story } from "../../src/stories/story.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { writeJournal } from "./write-journal.ts";

/** Writes the journal of a made-up run as a run does, into a folder of its own; returns the folder. */
export function writeRun(story: Story): string {
  const folder = temporaryFolder();
  writeJournal(join(folder, journalFile), buildJournal(story));
  return folder;
}
